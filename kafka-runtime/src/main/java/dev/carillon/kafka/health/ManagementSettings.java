package dev.carillon.kafka.health;

import dev.carillon.kafka.settings.Setting;
import dev.carillon.kafka.settings.Settings;
import java.util.List;

/**
 * Where the management port listens.
 *
 * @param port 0: a free one
 */
public record ManagementSettings(String host, int port) {

    public static final Setting<String> HOST = Setting.text(
            "management.host",
            "127.0.0.1",
            "Address of the management port (livez, readyz, metrics). It asks for no key: do not open it to strangers.");

    public static final Setting<Integer> PORT = Setting.integer(
            "management.port", 0, 0, 65_535, "The management port; 0 takes a free one, which is printed.");

    public static final List<Setting<?>> ALL = List.of(HOST, PORT);

    public static ManagementSettings of(Settings settings) {
        return new ManagementSettings(settings.get(HOST), settings.get(PORT));
    }
}
