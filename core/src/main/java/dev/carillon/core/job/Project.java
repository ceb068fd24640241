package dev.carillon.core.job;

import java.util.Map;

/**
 * A named place for jobs, for APIs that manage such places. Jobs may also be where no project is.
 *
 * @param id derived from the namespace, so that there is one project for a namespace
 * @param namespace that jobs of the project have; never changes
 * @param revision counts the changes, from 1; 0 before the scheduler has accepted the project
 * @param name for people; 1–255 characters, need not be unique
 * @param vendorFields what a vendor's API must give back; nothing else reads it
 */
public record Project(
        JobId id,
        String namespace,
        long revision,
        String name,
        String description,
        Map<String, String> vendorFields,
        Audit audit) {

    public Project {
        Checks.text("namespace", namespace, 255);
        Checks.text("name", name, 255);
        Checks.optionalText("description", description, 10_000);
        vendorFields = Map.copyOf(vendorFields);
    }
}
