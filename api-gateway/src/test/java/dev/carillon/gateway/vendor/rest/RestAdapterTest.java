package dev.carillon.gateway.vendor.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.service.ApiError.Category;
import dev.carillon.gateway.service.ApiException;
import dev.carillon.gateway.service.Permissions;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestAdapterTest {

    private final Toys toys = new Toys();
    private final Door door = new Door();
    private final RestAdapter adapter = new RestAdapter(toys, door);

    /** Everybody is Ann; each request is good for once. */
    private static final class Door implements RestAuthenticator {

        private final Set<String> taken = new HashSet<>();
        private Permissions permissions = Permissions.ALL;
        private boolean forgivesRefusals;
        private boolean closed;

        @Override
        public RestCaller authenticate(HttpCall call) {
            if (closed) {
                throw new ApiException(ApiError.of(Category.UNAUTHENTICATED, "nobody comes in"));
            }
            return RestCaller.signed("acme", "ann", permissions, call.method() + call.path());
        }

        @Override
        public void admit(RestCaller caller, boolean writes) {
            if (writes && !taken.add(caller.nonce())) {
                throw new ApiException(ApiError.of(Category.UNAUTHENTICATED, "was used"));
            }
        }

        @Override
        public void forgive(RestCaller caller) {
            taken.remove(caller.nonce());
        }

        @Override
        public boolean forgivesRefusals() {
            return forgivesRefusals;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /toys/s/toy/bear,        showToy",
        "GET,  /toys/s/toy/a%2Fb%20%3A, showToy",
        "POST, /toys/s/bear:break,      breakToy",
        "POST, /toys/s/bear%3Abreak,    breakToy",
        "POST, /toys/s/all:break,       breakAll",
        "POST, /toys/s/all:all:break,   breakToy"
    })
    void findsTheOperationByFixedWordsFirst(String method, String path, String operation) {
        HttpAnswer answer = send(method, path, "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("operation", operation);
    }

    @Test
    void decodesTheVariablesOfAPath() {
        toys.answers(request -> {
            assertThat(request.path().need(Toys.TOY)).isEqualTo("a/b :+ü");
            return Future.succeededFuture(RestAnswer.empty());
        });

        assertThat(send("GET", "/toys/s/toy/a%2Fb%20%3A+%C3%BC", "").status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /toys/s,            404, TOY.PATH",
        "GET,    /toys/s/toy/,       404, TOY.PATH",
        "GET,    /toys/s/toy/x/,     404, TOY.PATH",
        "GET,    /toys//toy/x,       404, TOY.PATH",
        "POST,   /toys/s/:break,     404, TOY.PATH",
        "POST,   /toys/s/toy/x,      405, TOY.METHOD",
        "DELETE, /toys/s/all:break,  405, TOY.METHOD",
        "GET,    /toys/s/toy/%zz,    400, TOY.MALFORMED",
        "GET,    /toys/s/toy/%C3%28, 400, TOY.MALFORMED",
        "GET,    /toys/s/toy/x?a=1,  400, TOY.INVALID",
        "POST,   /toys/s/toy,        400, TOY.INVALID"
    })
    void refusesInTheVendorsShape(String method, String target, int status, String code) {
        HttpAnswer answer = send(method, target, "");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(Toys.body(answer).path("code").asText()).isEqualTo(code);
        assertThat(Toys.body(answer).path("id").asText()).isEqualTo("request-1");
        assertThat(toys.callers()).isEmpty();
    }

    @Test
    void namesTheMethodsThatAPathHas() {
        assertThat(send("PUT", "/toys/s/toy/x", "").headers()).containsEntry("Allow", "GET");
    }

    @Test
    void asksWhoItIsBeforeItTellsWhatThereIs() {
        door.closed = true;

        HttpAnswer answer = send("GET", "/toys/nowhere", "");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(Toys.body(answer).path("message").asText()).isEqualTo("nobody comes in");
    }

    @Test
    void holdsCallersToTheirPermissions() {
        door.permissions = Permissions.READ_ONLY;

        assertThat(send("GET", "/toys/s/toy/x", "").status()).isEqualTo(200);
        HttpAnswer refused = send("POST", "/toys/s/x:break", "");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(Toys.body(refused).path("message").asText()).contains("may read only, breakToy is refused");

        door.permissions = new Permissions(Set.of("acme.books"), List.of(), false);
        assertThat(send("GET", "/toys/s/toy/x", "").status()).isEqualTo(403);
        door.permissions = new Permissions(Set.of("acme.toys"), List.of(), false);
        assertThat(send("POST", "/toys/s/x:break", "").status()).isEqualTo(200);
    }

    @Test
    void refusesARepetitionButNotOfARead() {
        assertThat(send("POST", "/toys/s/x:break", "").status()).isEqualTo(200);
        assertThat(send("POST", "/toys/s/x:break", "").status()).isEqualTo(401);
        assertThat(send("POST", "/toys/s/x:break", "").status()).isEqualTo(401);

        assertThat(send("GET", "/toys/s/toy/x", "").status()).isEqualTo(200);
        assertThat(send("GET", "/toys/s/toy/x", "").status()).isEqualTo(200);
    }

    @Test
    void usesNothingUpForWhatIsMalformed() {
        assertThat(send("POST", "/toys/s/toy", "{}").status()).isEqualTo(400);
        assertThat(send("POST", "/toys/s/toy", "{\"name\":\"a\"}").status()).isEqualTo(200);
    }

    @Test
    void letsARequestComeAgainToLearnAnOpenOutcome() {
        toys.answers(request ->
                Future.failedFuture(new ApiException(ApiError.of(Category.UNAVAILABLE, "no reply within 5 s."))));
        HttpAnswer first = send("POST", "/toys/s/x:break", "");
        toys.answers(request -> Future.succeededFuture(RestAnswer.empty()));
        HttpAnswer again = send("POST", "/toys/s/x:break", "");

        String commandId = toys.callers().getFirst().commandId();
        assertThat(first.status()).isEqualTo(503);
        assertThat(Toys.body(first).path("message").asText())
                .isEqualTo(
                        "no reply within 5 s. The command may still take effect; the same request, sent again, tells."
                                + " Command id: " + commandId);
        assertThat(again.status()).isEqualTo(204);
        assertThat(toys.callers()).extracting(RestCaller::commandId).containsExactly(commandId, commandId);
    }

    @Test
    void letsARefusedRequestComeAgainOnlyWhereTheSchemeSaysSo() {
        toys.answers(request -> {
            throw new RestFault(409, "TOY.BROKEN", "it is broken");
        });
        assertThat(send("POST", "/toys/s/x:break", "").status()).isEqualTo(409);
        assertThat(send("POST", "/toys/s/x:break", "").status()).isEqualTo(401);

        door.forgivesRefusals = true;
        assertThat(send("POST", "/toys/s/y:break", "").status()).isEqualTo(409);
        assertThat(send("POST", "/toys/s/y:break", "").status()).isEqualTo(409);
    }

    @Test
    void answersTheUnexpectedWithoutItsDetails() {
        toys.answers(request -> {
            throw new IllegalStateException("secret detail");
        });
        HttpAnswer thrown = send("GET", "/toys/s/toy/x", "");
        toys.answers(request -> Future.failedFuture(new IllegalStateException("secret detail")));
        HttpAnswer failed = send("GET", "/toys/s/toy/x", "");

        for (HttpAnswer answer : List.of(thrown, failed)) {
            assertThat(answer.status()).isEqualTo(500);
            assertThat(Toys.body(answer).path("message").asText()).doesNotContain("secret");
        }
    }

    @Test
    void givesWhatWasDecidedElsewhereTheVendorsShape() {
        HttpAnswer answer =
                adapter.refuse(Toys.call("POST", "/toys/s/toy", ""), ApiError.of(Category.TOO_LARGE, "too large"));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(Toys.body(answer).path("code").asText()).isEqualTo("TOY.TOO_LARGE");
    }

    @Test
    void givesEveryCallerCommandIdsOfItsOwn() {
        RestCaller ann = RestCaller.signed("acme", "ann", Permissions.ALL, "n");

        assertThat(ann.commandId()).startsWith("acme-").hasSize(53);
        assertThat(RestCaller.signed("acme", "ann", Permissions.ALL, "n")).isEqualTo(ann);
        assertThat(RestCaller.signed("acme", "bob", Permissions.ALL, "n").commandId())
                .isNotEqualTo(ann.commandId());
        assertThat(ann.request().commandId()).isEqualTo(ann.commandId());
        assertThat(ann.request(1).commandId()).isNotEqualTo(ann.request(2).commandId());
        assertThat(ann.request().principal()).isEqualTo("ann");
    }

    private HttpAnswer send(String method, String target, String body) {
        return adapter.answer(Toys.call(method, target, body)).result();
    }
}
