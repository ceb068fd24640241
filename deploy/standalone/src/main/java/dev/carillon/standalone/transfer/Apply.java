package dev.carillon.standalone.transfer;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.scheduling.Reply;
import dev.carillon.kafka.settings.ClusterSettings;
import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.standalone.transfer.Change.Action;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a cluster have the definitions of an export.
 *
 * <pre>
 * files, all checked ─▶ compared with the target's topics ─▶ commands: projects, calendars, jobs, deletions ─▶ replies
 * </pre>
 *
 * One object does it once.
 */
public final class Apply {

    /** Longer than a failover of the schedulers where the brokers keep to their own session times. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ClusterSettings cluster;
    private final Request request;
    private final Consumer<String> out;
    private final Map<Action, Integer> done = new EnumMap<>(Action.class);
    private int refused;
    private int open;

    /**
     * What is asked for.
     *
     * @param from a directory with an export
     * @param dryRun compare only
     * @param prune delete what the files do not have
     * @param disabled new jobs come disabled, and those that exist stay as enabled as they are
     */
    public record Request(Path from, boolean dryRun, boolean prune, boolean disabled) {}

    /** @param out takes what is found and done, line by line */
    public Apply(ClusterSettings cluster, Request request, Consumer<String> out) {
        this.cluster = cluster;
        this.request = request;
        this.out = out;
    }

    /**
     * Does it.
     *
     * @param random for the name under which replies are read
     * @param stopped asked now and then; true ends it early
     * @return whether the target now has what the files say; of a dry run, whether the files are right
     * @throws StartRefusedException when a file is wrong, or the target cannot be read; nothing was sent then
     */
    public boolean run(RandomGenerator random, InstantSource clock, BooleanSupplier stopped)
            throws InterruptedException {
        DefinitionFiles.Found files = files();
        if (!files.missing().isEmpty()) {
            out.accept("note: " + files.missing().size() + " files of the export are gone, such as "
                    + files.missing().getFirst());
        }
        List<Change> changes;
        Map<JobId, Long> lastRevisions;
        try (ClusterReader reader = new ClusterReader(cluster)) {
            changes = Plan.of(files.definitions(), reader.definitions(), request.prune(), request.disabled());
            lastRevisions = request.dryRun() ? Map.of() : reader.lastRevisions(created(changes));
        }
        changes.forEach(change -> out.accept(change.line()));
        warnOfSecrets(changes);
        List<Change> needed = Plan.only(changes, Action.CREATE, Action.CHANGE, Action.DELETE);
        done.put(Action.SAME, changes.size() - needed.size());
        if (request.dryRun()) {
            out.accept(
                    "Dry run: nothing was sent. " + needed.size() + " to do, " + done.get(Action.SAME) + " the same.");
            return true;
        }
        if (!needed.isEmpty()) {
            String name = Order.PRINCIPAL + "-" + HexFormat.of().toHexDigits(random.nextLong());
            try (CommandSession session = new CommandSession(cluster, name, PATIENCE, clock)) {
                send(session, needed, lastRevisions, name, stopped);
            }
        }
        out.accept(summary());
        return refused == 0 && open == 0;
    }

    private DefinitionFiles.Found files() {
        try {
            return DefinitionFiles.in(request.from());
        } catch (IOException e) {
            throw new StartRefusedException(
                    "The files in " + request.from() + " cannot be read: " + e + "; nothing was sent.", e);
        }
    }

    private static Set<JobId> created(List<Change> changes) {
        return Plan.only(changes, Action.CREATE).stream().map(Change::id).collect(Collectors.toSet());
    }

    /** Sends one kind after the other, since jobs need their calendars; without an answer the next kind has none either. */
    private void send(
            CommandSession session,
            List<Change> needed,
            Map<JobId, Long> lastRevisions,
            String name,
            BooleanSupplier stopped) {
        for (Predicate<Change> phase : phases()) {
            List<Order> orders = needed.stream()
                    .filter(phase)
                    .map(change -> Order.of(change, lastRevisions.getOrDefault(change.id(), change.revision()), name))
                    .toList();
            open += open > 0 ? orders.size() : session.exchange(orders, new Outcomes(), stopped);
        }
    }

    /** Kind by kind in their order, then deletions in the opposite order. */
    private static List<Predicate<Change>> phases() {
        Predicate<Change> deletes = change -> change.action() == Action.DELETE;
        List<Definition.Kind> kinds = List.of(Definition.Kind.values());
        return Stream.concat(
                        kinds.stream().map(kind -> deletes.negate().and(isOf(kind))),
                        kinds.reversed().stream().map(kind -> deletes.and(isOf(kind))))
                .toList();
    }

    private static Predicate<Change> isOf(Definition.Kind kind) {
        return change -> change.definition().kind() == kind;
    }

    private final class Outcomes implements CommandSession.Report {

        @Override
        public void replied(Change change, Reply reply) {
            if (reply.status() == Reply.Status.OK) {
                done.merge(change.action(), 1, Integer::sum);
            } else {
                refuse(change, reply.message());
            }
        }

        @Override
        public void notSent(Change change, String problem) {
            refuse(change, problem);
        }
    }

    private void refuse(Change change, String why) {
        refused++;
        out.accept("refused " + change.definition().label() + ": " + why);
    }

    private void warnOfSecrets(List<Change> changes) {
        TreeSet<String> keys = Plan.only(changes, Action.CREATE, Action.CHANGE).stream()
                .flatMap(change -> change.definition() instanceof Definition.OfJob(JobDefinition job)
                        ? job.secrets().values().stream()
                        : Stream.<String>empty())
                .map(Apply::keyId)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!keys.isEmpty()) {
            out.accept("warning: jobs have secrets that are sealed with the keys " + String.join(", ", keys)
                    + ". The target's gateways and workers need these keys: carry the file secrets.key too.");
        }
    }

    /** Of {@code sealed:1:<key id>:<text>}, as every definition has it. */
    private static String keyId(String sealed) {
        return sealed.split(":", -1)[2];
    }

    private String summary() {
        String counts = Stream.of(Action.values())
                .map(action -> done.getOrDefault(action, 0) + " " + action.done())
                .collect(Collectors.joining(", "));
        String refusals = refused == 0 ? "" : ", " + refused + " refused (see above)";
        String unanswered = open == 0
                ? ""
                : ", " + open
                        + " without an answer: they may still be done; is a scheduler running? Apply again, it is safe";
        return counts + refusals + unanswered + ".";
    }
}
