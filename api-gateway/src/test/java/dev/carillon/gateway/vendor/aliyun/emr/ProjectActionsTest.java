package dev.carillon.gateway.vendor.aliyun.emr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.core.job.Audit;
import dev.carillon.core.job.Project;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.service.ProjectService;
import dev.carillon.gateway.vendor.aliyun.emr.Bench.Answer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectActionsTest {

    private final Bench bench = new Bench();

    @Test
    void createsReadsChangesAndDeletesAProject() {
        String id = created("etl", "nightly");

        JsonNode before = describe(id).json();
        Answer modified =
                bench.post("ModifyFlowProject", Map.of("ProjectId", id, "Name", "ETL", "Description", "hourly"));
        JsonNode after = describe(id).json();
        Answer deleted = bench.post("DeleteFlowProject", Map.of("ProjectId", id));

        assertThat(id).matches("FP-[0-9A-F]{16}");
        assertThat(before.path("Id").asText()).isEqualTo(id);
        assertThat(before.path("Name").asText()).isEqualTo("etl");
        assertThat(before.path("Description").asText()).isEqualTo("nightly");
        assertThat(before.path("UserId").asText()).isEqualTo("carillon-ak");
        assertThat(before.path("GmtCreate").asLong()).isEqualTo(Bench.NOW.toEpochMilli());
        assertThat(modified.json().path("Data").asBoolean()).isTrue();
        assertThat(after.path("Name").asText()).isEqualTo("ETL");
        assertThat(after.path("Description").asText()).isEqualTo("hourly");
        assertThat(deleted.json().path("Data").asBoolean()).isTrue();
        assertThat(describe(id).status()).isEqualTo(404);
    }

    @Test
    void listsProjectsByEveryFilter() {
        for (int i = 0; i < 5; i++) {
            created("p" + i % 2, "x");
        }
        String special = bench.post(
                        "CreateFlowProject",
                        Map.of("Name", "s", "Description", "x", "ProductType", "DI", "ResourceGroupId", "rg-1"))
                .id();

        assertThat(list(Map.of()).path("Total").asInt()).isEqualTo(6);
        assertThat(list(Map.of("PageSize", "4", "PageNumber", "2")).at("/Projects/Project"))
                .hasSize(2);
        assertThat(list(Map.of("Name", "p0")).path("Total").asInt()).isEqualTo(3);
        assertThat(list(Map.of("ProjectId", special)).path("Total").asInt()).isEqualTo(1);
        assertThat(list(Map.of("ProductType", "DI"))
                        .at("/Projects/Project/0/Id")
                        .asText())
                .isEqualTo(special);
        assertThat(list(Map.of("ResourceGroupId", "rg-1"))
                        .at("/Projects/Project/0/ResourceGroupId")
                        .asText())
                .isEqualTo("rg-1");
        assertThat(list(Map.of("ResourceGroupId", "rg-2")).path("Total").asInt())
                .isZero();
    }

    @Test
    void showsAKeyItsOwnProjectsAlone() {
        String mine = created("mine", "x");
        created("other", "x");
        Bench limited = bench.as(new Permissions(Set.of(), List.of(mine), true));

        JsonNode listed = limited.get("ListFlowProject", Map.of()).json();

        assertThat(listed.path("Total").asInt()).isEqualTo(1);
        assertThat(listed.at("/Projects/Project/0/Id").asText()).isEqualTo(mine);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DescribeFlowProject", "ModifyFlowProject", "DeleteFlowProject"})
    void knowsNeitherMissingProjectsNorThoseOfOthers(String action) {
        Project foreign = new Project(
                ProjectService.idOf("FP-X"), "FP-X", 1, "theirs", "", Map.of("who", "somebody else"), Audit.NONE);
        bench.projects.projects.put("FP-X", foreign);

        for (String id : List.of("FP-X", "FP-0000000000000001")) {
            Answer answer = bench.post(action, Map.of("ProjectId", id));

            assertThat(answer.status()).as(answer.text()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("InvalidProjectId.NotFound");
        }
        assertThat(bench.projects.projects).containsOnlyKeys("FP-X");
        assertThat(list(Map.of()).path("Total").asInt()).isZero();
    }

    @Test
    void changesAProjectAgainWhenSomebodyWasQuicker() {
        String id = created("etl", "nightly");

        bench.projects.overtake(2);
        Answer third = bench.post("ModifyFlowProject", Map.of("ProjectId", id, "Name", "third"));
        bench.projects.overtake(3);
        Answer given = bench.post("ModifyFlowProject", Map.of("ProjectId", id, "Name", "fourth"));

        assertThat(third.status()).isEqualTo(200);
        assertThat(given.code()).isEqualTo("OperationConflict");
        assertThat(Objects.requireNonNull(bench.projects.projects.get(id)).name())
                .isEqualTo("third");
    }

    @Test
    void keepsAProjectThatHasJobs() {
        String id = created("etl", "nightly");
        bench.projects.failNext(ApiError.of(Category.CONFLICT, "project " + id + " still has jobs"));

        Answer answer = bench.post("DeleteFlowProject", Map.of("ProjectId", id));

        assertThat(answer.code()).isEqualTo("OperationConflict");
        assertThat(answer.message()).startsWith("ProjectId: ").contains("still has jobs");
        assertThat(describe(id).status()).isEqualTo(200);
    }

    @Test
    void doesNotTakeAPlaceOfJobsForAProject() {
        bench.projects.failNext(ApiError.of(Category.CONFLICT, "project FP-2 still has jobs"));

        Answer answer = bench.post("DeleteFlowProject", Map.of("ProjectId", "FP-2"));

        assertThat(answer.code()).isEqualTo("InvalidProjectId.NotFound");
        assertThat(answer.message()).startsWith("ProjectId: ");
    }

    private String created(String name, String description) {
        return bench.post("CreateFlowProject", Map.of("Name", name, "Description", description))
                .id();
    }

    private Answer describe(String id) {
        return bench.get("DescribeFlowProject", Map.of("ProjectId", id));
    }

    private JsonNode list(Map<String, String> parameters) {
        return bench.get("ListFlowProject", parameters).json();
    }
}
