package dev.carillon.gateway.vendor.huawei;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.Credentials;
import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.vendor.Digests;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.VendorAdapter;
import dev.carillon.gateway.vendor.rest.RestAdapter;
import dev.carillon.gateway.vendor.rest.RestAnswer;
import dev.carillon.gateway.vendor.rest.RestAuthenticator;
import dev.carillon.gateway.vendor.rest.RestCaller;
import dev.carillon.gateway.vendor.rest.RestFaults;
import dev.carillon.gateway.vendor.rest.RestOperation;
import dev.carillon.gateway.vendor.rest.RestProduct;
import dev.carillon.gateway.vendor.rest.RestRequest;
import dev.carillon.gateway.vendor.rest.RestValues;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The identity call of Huawei clients, {@code POST /v3/auth/tokens} of Keystone: an access key as the user and its secret as
 * the password make a token for the header X-Auth-Token. Accounts and projects are given back as they were asked for; what a
 * token may do is what its access key may do at the time of each request.
 */
public final class IamProduct implements RestProduct {

    /** What is served of the identity service. */
    public static final List<RestOperation> OPERATIONS = List.of(IamFields.CREATE_TOKEN);

    private static final String NAME = "huawei.iam";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final String NO_SECRET = "no secret has this digest";

    private final Credentials credentials;
    private final HuaweiTokens tokens;
    private final RestFaults faults = new IamFaults();

    private IamProduct(Credentials credentials, HuaweiTokens tokens) {
        this.credentials = credentials;
        this.tokens = tokens;
    }

    /** @param random strong and safe for several threads */
    public static VendorAdapter adapter(Credentials credentials, InstantSource clock, RandomGenerator random) {
        HuaweiTokens tokens = new HuaweiTokens(credentials, clock, random);
        return new RestAdapter(new IamProduct(credentials, tokens), new OpenDoor());
    }

    /** Whoever asks for a token comes in; the password is what is asked for, and it stands in the body. */
    private static final class OpenDoor implements RestAuthenticator {

        private static final RestCaller ANYBODY =
                new RestCaller("", new Permissions(Set.of(NAME), List.of(), true), "", "", false);

        @Override
        public RestCaller authenticate(HttpCall call) {
            return ANYBODY;
        }

        @Override
        public void admit(RestCaller caller, boolean writes) {
            // A token may be asked for as often as one likes: it changes nothing.
        }

        @Override
        public void forgive(RestCaller caller) {
            // Nothing was taken.
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean claims(HttpCall call) {
        return call.path().startsWith("/v3/auth/");
    }

    @Override
    public List<RestOperation> operations() {
        return OPERATIONS;
    }

    @Override
    public RestFaults faults() {
        return faults;
    }

    @Override
    public Future<HttpAnswer> perform(RestOperation operation, RestRequest request, RestCaller anybody) {
        Credential credential = credential(request.body());
        HuaweiTokens.Issued issued = tokens.issue(credential);
        boolean catalog = request.query().given(IamFields.NO_CATALOG).isEmpty();
        HttpAnswer answer = RestAnswer.json(201, describe(request.body(), credential, issued, catalog));
        return Future.succeededFuture(RestAnswer.with(answer, "X-Subject-Token", issued.token()));
    }

    /** The same message whichever part is wrong, after the same work. */
    private Credential credential(RestValues body) {
        Optional<Credential> known = credentials.find(body.need(IamFields.USER_NAME));
        String expected = known.map(found -> digest(found.secret())).orElse(NO_SECRET);
        if (!Digests.same(expected, digest(body.need(IamFields.PASSWORD))) || known.isEmpty()) {
            throw IamFaults.fault(401, "The username or password is wrong.");
        }
        return known.get();
    }

    private static String digest(String secret) {
        return Digests.sha256Hex(secret.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode describe(
            RestValues asked, Credential credential, HuaweiTokens.Issued issued, boolean catalog) {
        ObjectNode domain = named(asked, IamFields.USER_DOMAIN_ID, IamFields.USER_DOMAIN_NAME)
                .orElseGet(() -> node(Guesses.DOMAIN, Guesses.DOMAIN));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode token = answer.putObject("token");
        token.put("expires_at", text(issued.expiresAt()));
        token.put("issued_at", text(issued.issuedAt()));
        token.putArray("methods").add("password");
        token.putArray("roles").add(role(credential));
        if (catalog) {
            token.putArray("catalog");
        }
        Optional<ObjectNode> project = named(asked, IamFields.PROJECT_ID, IamFields.PROJECT_NAME);
        if (project.isPresent()) {
            token.set("project", project.get().set("domain", domain));
        } else {
            token.set(
                    "domain",
                    named(asked, IamFields.DOMAIN_ID, IamFields.DOMAIN_NAME).orElse(domain));
        }
        ObjectNode user = node(credential.accessKey(), credential.accessKey()).put("password_expires_at", "");
        token.set("user", user.set("domain", domain));
        return answer;
    }

    private static ObjectNode role(Credential credential) {
        boolean reader = credential.permissions().readOnly();
        return node(Guesses.ROLE_ID, reader ? Guesses.READER_ROLE : Guesses.WRITER_ROLE);
    }

    /** Id and name, of which a request may give only one: here they are the same then. */
    private static Optional<ObjectNode> named(RestValues asked, Field id, Field name) {
        Optional<String> any = asked.given(id).or(() -> asked.given(name));
        return any.map(
                one -> node(asked.given(id).orElse(one), asked.given(name).orElse(one)));
    }

    private static ObjectNode node(String id, String name) {
        return JsonNodeFactory.instance.objectNode().put("id", id).put("name", name);
    }

    private static String text(Instant instant) {
        return TIME.format(instant);
    }
}
