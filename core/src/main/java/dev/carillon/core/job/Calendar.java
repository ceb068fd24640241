package dev.carillon.core.job;

/**
 * Times at which the jobs that name it do not fire. Many jobs of its namespace may share one.
 *
 * @param id follows from namespace and name, see {@link #idOf}
 * @param namespace of the jobs that may name it; never changes
 * @param name 1–255 characters; never changes
 * @param revision counts the changes, from 1; 0 before the scheduler has accepted the calendar
 */
public record Calendar(
        JobId id,
        String namespace,
        String name,
        long revision,
        String description,
        Exclusions exclusions,
        Audit audit) {

    public Calendar {
        Checks.text("namespace", namespace, 255);
        Checks.text("name", name, 255);
        Checks.optionalText("description", description, 10_000);
        JobId derived = idOf(namespace, name);
        if (!id.equals(derived)) {
            throw new InvalidDefinitionException(
                    "id", "must be " + derived + ", which namespace and name give, was " + id);
        }
    }

    /** The id of the calendar with this name: derived, so that a name is given once in a namespace. */
    public static JobId idOf(String namespace, String name) {
        return JobId.derivedFrom("calendar:" + namespace + "\n" + name);
    }

    /** The same calendar as the scheduler has accepted it. */
    public Calendar accepted(long number, Audit by) {
        return new Calendar(id, namespace, name, number, description, exclusions, by);
    }
}
