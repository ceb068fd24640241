package dev.carillon.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.core.job.Task;
import dev.carillon.gateway.service.WorkspaceTemplates;
import dev.carillon.kafka.settings.Settings;
import dev.carillon.kafka.settings.SettingsParser;
import dev.carillon.kafka.settings.StartRefusedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkspaceSettingsTest {

    private static Settings parsed(String value) {
        return new SettingsParser(WorkspaceSettings.ALL)
                .commandLine("workspace.task.RESTART_SERVER", value)
                .parse();
    }

    @Test
    void bindsATypeToATask() {
        WorkspaceTemplates templates = WorkspaceSettings.of(parsed("{\"shell\":{\"script\":\"restart\"}}"));

        assertThat(templates.find("RESTART_SERVER")).contains(new Task.Shell("restart", List.of(), Map.of()));
        assertThat(templates.find("STOP_SERVER")).isEmpty();
    }

    @Test
    void theEnvironmentSetsItToo() {
        Settings settings = new SettingsParser(WorkspaceSettings.ALL)
                .environment(Map.of("CARILLON_WORKSPACE_TASK_STOP", "{\"http\":{\"url\":\"http://h/stop\"}}"))
                .parse();

        assertThat(WorkspaceSettings.of(settings).find("STOP")).get().isInstanceOf(Task.Http.class);
        assertThat(WorkspaceSettings.of(settings).find("STOP_SERVER")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nonsense                                                      | must be a task of the native API as JSON: the body is not JSON
            {"shell":{}}                                                  | must be a task of the native API as JSON: task.shell.script: is missing
            {"shell":{"script":"x","secret":"s3cr3t"}}                    | task.shell.secret: is not a field here
            {"shell":{"script":"x"},"http":{"url":"http://h/"}}           | task: must have exactly one of shell, http, java, plan
            {"http":{"url":"ftp://h/"}}                                   | must be an http or https URL
            {"java":{"className":"A"}}                                    | must be a shell or http task, not java
            {"plan":{"tasks":[{"shell":{"script":"x"}}],"steps":[{"key":"a"}]}} | must be a shell or http task, not a plan
            """)
    void whatIsNoTaskStopsTheStartByTheNameOfTheSetting(String value, String problem) {
        assertThatThrownBy(() -> parsed(value))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("workspace.task.RESTART_SERVER")
                .hasMessageContaining(problem)
                .hasMessageNotContaining("s3cr3t");
    }
}
