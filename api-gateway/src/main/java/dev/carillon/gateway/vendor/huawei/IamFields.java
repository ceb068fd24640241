package dev.carillon.gateway.vendor.huawei;

import static dev.carillon.gateway.vendor.Field.honoured;
import static dev.carillon.gateway.vendor.Field.refused;

import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.FieldType;
import dev.carillon.gateway.vendor.rest.RestOperation;
import java.util.List;

/** What the identity call takes: the vendor's page "Obtaining a User Token Through Password Authentication". */
final class IamFields {

    private IamFields() {}

    private static final FieldType NAME = new FieldType.Text(256);
    private static final FieldType GROUP = new FieldType.Group();
    private static final String USER = "auth.identity.password.user.";

    static final Field METHODS = honoured(
            "auth.identity.methods[]",
            new FieldType.Word(List.of("password"), List.of("token", "totp", "hw_ak_sk", "assume_role")),
            "how the user is known");
    static final Field USER_NAME =
            honoured(USER + "name", NAME, "the access key").mandatory();
    static final Field PASSWORD =
            honoured(USER + "password", new FieldType.Text(1024), "its secret").mandatory();
    static final Field USER_DOMAIN_NAME = honoured(USER + "domain.name", NAME, "the account; given back");
    static final Field USER_DOMAIN_ID = honoured(USER + "domain.id", NAME, "the account; given back");
    static final Field PROJECT_NAME = honoured("auth.scope.project.name", NAME, "the project; given back");
    static final Field PROJECT_ID = honoured("auth.scope.project.id", NAME, "the project; given back");
    static final Field PROJECT_DOMAIN_NAME =
            Field.noEffect("auth.scope.project.domain.name", NAME, "a project is in the user's account");
    static final Field PROJECT_DOMAIN_ID =
            Field.noEffect("auth.scope.project.domain.id", NAME, "a project is in the user's account");
    static final Field DOMAIN_NAME = honoured("auth.scope.domain.name", NAME, "the account; given back");
    static final Field DOMAIN_ID = honoured("auth.scope.domain.id", NAME, "the account; given back");
    static final Field NO_CATALOG = honoured("nocatalog", NAME, "not empty: no catalog in the answer");

    static final RestOperation CREATE_TOKEN = RestOperation.reading(
                    "keystoneCreateUserTokenByPassword", "POST", "/v3/auth/tokens")
            .query(NO_CATALOG)
            .body(
                    honoured("auth", GROUP, "who asks, and for what").mandatory(),
                    honoured("auth.identity", GROUP, "who asks").mandatory(),
                    METHODS.mandatory(),
                    honoured("auth.identity.password", GROUP, "the only method served")
                            .mandatory(),
                    honoured("auth.identity.password.user", GROUP, "name and password")
                            .mandatory(),
                    USER_NAME,
                    PASSWORD,
                    USER_DOMAIN_NAME,
                    USER_DOMAIN_ID,
                    refused("auth.identity.totp", "one-time passwords are not supported"),
                    PROJECT_NAME,
                    PROJECT_ID,
                    PROJECT_DOMAIN_NAME,
                    PROJECT_DOMAIN_ID,
                    DOMAIN_NAME,
                    DOMAIN_ID);
}
