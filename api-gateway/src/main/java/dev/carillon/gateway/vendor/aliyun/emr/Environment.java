package dev.carillon.gateway.vendor.aliyun.emr;

import dev.carillon.gateway.vendor.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The environment variables that EnvConf and CustomVariables give to a script. */
final class Environment {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");

    /** What the worker tells the script of its run. */
    private static final String RESERVED = "CARILLON_";

    private Environment() {}

    /** Both together; a name in both is refused, since either value would be a surprise. */
    static Map<String, String> of(String envConf, CustomVariables variables) {
        Map<String, String> environment =
                new LinkedHashMap<>(JsonText.texts(Fields.ENV_CONF, JsonText.object(Fields.ENV_CONF, envConf)));
        environment.forEach((name, value) -> {
            checkName(Fields.ENV_CONF, name);
            if (variables.plain().containsKey(name) || variables.passwordNames().contains(name)) {
                throw Faults.wrong(Fields.ENV_CONF, "'" + name + "' is in CustomVariables too; give it once");
            }
        });
        environment.putAll(variables.plain());
        environment.forEach((name, value) -> {
            if (value.indexOf('\0') >= 0) {
                throw Faults.wrong(Fields.ENV_CONF, "'" + name + "' must not hold a NUL character");
            }
        });
        return environment;
    }

    static void checkName(Field field, String name) {
        if (!NAME.matcher(name).matches()) {
            throw Faults.wrong(field, "'" + shown(name) + "' is not a name of letters, digits and _");
        }
        if (name.startsWith(RESERVED)) {
            throw Faults.wrong(field, "'" + shown(name) + "': names that begin with " + RESERVED + " are taken");
        }
    }

    private static String shown(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }
}
