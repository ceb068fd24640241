package dev.carillon.standalone.transfer;

import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.Project;
import dev.carillon.core.scheduling.Command;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A change and the command that asks for it.
 *
 * <p>The command's id is made of what it does and to which revision, so that the same apply again, after one whose
 * outcome nobody knows, gets the stored reply. The revision must be the last one even of a job that is no more: else
 * creating it again would get the reply of the first time, and nothing would happen.
 */
record Order(Change change, Command command) {

    /** Stands in the audit of what was changed. */
    static final String PRINCIPAL = "apply";

    /**
     * @param lastRevision that the id has had in the target, also before a deletion; 0 when it never was
     * @param replyTo who reads the reply
     * @throws IllegalArgumentException when nothing is to be changed
     */
    static Order of(Change change, long lastRevision, String replyTo) {
        Command.Request request = new Command.Request(commandId(change, lastRevision), replyTo, PRINCIPAL);
        long revision = change.revision();
        return new Order(
                change,
                switch (change.action()) {
                    case SAME -> throw new IllegalArgumentException("nothing to do for " + change.id());
                    case CREATE ->
                        switch (change.definition()) {
                            // Not replaced: what has come meanwhile was not in the comparison.
                            case Definition.OfJob(JobDefinition job) -> new Command.CreateJob(request, job);
                            case Definition.OfProject(Project project) -> new Command.CreateProject(request, project);
                            case Definition.OfCalendar(Calendar calendar) ->
                                new Command.CreateCalendar(request, calendar);
                        };
                    case CHANGE ->
                        switch (change.definition()) {
                            case Definition.OfJob(JobDefinition job) -> new Command.ReplaceJob(request, job, revision);
                            case Definition.OfProject(Project project) ->
                                new Command.ReplaceProject(request, project, revision);
                            case Definition.OfCalendar(Calendar calendar) ->
                                new Command.ReplaceCalendar(request, calendar, revision);
                        };
                    case DELETE ->
                        switch (change.definition().kind()) {
                            case JOB -> new Command.DeleteJob(request, change.id(), revision);
                            case PROJECT -> new Command.DeleteProject(request, change.id(), revision);
                            case CALENDAR -> new Command.DeleteCalendar(request, change.id(), revision);
                        };
                });
    }

    private static String commandId(Change change, long lastRevision) {
        String content = change.action() + "\n" + change.definition().kind() + "\n" + lastRevision + "\n"
                + DefinitionText.print(change.definition());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return PRINCIPAL + "-" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
