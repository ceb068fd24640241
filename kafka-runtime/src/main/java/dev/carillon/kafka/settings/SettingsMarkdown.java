package dev.carillon.kafka.settings;

import java.util.List;

/** Renders declarations for {@code docs/config.md}, which a test compares with the file. */
public final class SettingsMarkdown {

    private SettingsMarkdown() {}

    /** A section with one row per setting, in the order of declaration. */
    public static String section(String title, List<? extends Setting<?>> settings) {
        StringBuilder markdown = new StringBuilder("## " + title + "\n\n"
                + "| setting | environment | values | default | meaning |\n"
                + "|---|---|---|---|---|\n");
        for (Setting<?> setting : settings) {
            String defaultText = setting.defaultText()
                    .map(text -> text.isEmpty() ? "empty" : "`" + text + "`")
                    .orElse("must be given");
            markdown.append("| `")
                    .append(setting.name())
                    .append("` | `")
                    .append(setting.environmentName())
                    .append("` | ")
                    .append(cell(setting.type()))
                    .append(setting.secret() ? " (secret)" : "")
                    .append(" | ")
                    .append(cell(defaultText))
                    .append(" | ")
                    .append(cell(setting.text()))
                    .append(" |\n");
        }
        return markdown.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
