package dev.carillon.worker.runner.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * What came back.
 *
 * @param shown the text as messages and logs may have it
 * @param size of the body as far as it was read, in bytes
 * @param whole false when the body was over the limit and the rest was not read
 */
record Answer(int status, String text, String shown, int size, boolean whole) {

    static final int MAX_BODY_BYTES = 1024 * 1024;

    private static final int EXCERPT_CHARS = 200;

    /** The beginning of the body on one line, for messages. */
    String excerpt() {
        String line = shown.strip().replaceAll("\\s+", " ");
        return line.length() <= EXCERPT_CHARS ? line : line.substring(0, EXCERPT_CHARS) + "...";
    }

    /** The same, to be shown otherwise. */
    Answer shownAs(String masked) {
        return new Answer(status, text, masked, size, whole);
    }

    /** @param contentType of the answer, or empty; what it says wrongly is ignored in favour of UTF-8 */
    static Charset charset(String contentType) {
        for (String part : contentType.split(";", -1)) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length == 2 && pair[0].strip().equalsIgnoreCase("charset")) {
                String name = pair[1].strip().replace("\"", "");
                return Charset.forName(name, StandardCharsets.UTF_8);
            }
        }
        return StandardCharsets.UTF_8;
    }

    /** Reads a body up to the limit and then hangs up. */
    static final class Reader implements BodySubscriber<Answer> {

        private final int status;
        private final Charset charset;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private @Nullable Subscription subscription;

        Reader(int status, String contentType) {
            this.status = status;
            this.charset = charset(contentType);
        }

        @Override
        public CompletionStage<Answer> getBody() {
            return answer;
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                byte[] chunk = new byte[Math.min(buffer.remaining(), MAX_BODY_BYTES - bytes.size())];
                buffer.get(chunk);
                bytes.writeBytes(chunk);
                if (buffer.hasRemaining()) {
                    if (subscription != null) {
                        subscription.cancel();
                    }
                    complete(false);
                    return;
                }
            }
        }

        @Override
        public void onError(Throwable failure) {
            answer.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            complete(true);
        }

        private void complete(boolean whole) {
            String text = bytes.toString(charset);
            answer.complete(new Answer(status, text, text, bytes.size(), whole));
        }
    }
}
