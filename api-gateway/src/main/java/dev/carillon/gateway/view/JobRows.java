package dev.carillon.gateway.view;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Project;
import dev.carillon.gateway.service.JobPlace;
import dev.carillon.gateway.service.JobService.JobQuery;
import dev.carillon.kafka.codec.DefinitionCodec;
import dev.carillon.kafka.codec.ProjectCodec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads jobs and projects as they are. */
final class JobRows {

    private JobRows() {}

    static Optional<JobDefinition> byId(Connection connection, JobId id) throws SQLException {
        return new Select("SELECT definition FROM jobs j")
                .where("j.id = ?", id.value())
                .one(connection, JobRows::job);
    }

    /** Of a job, a project or a calendar. */
    static Optional<Long> revision(Connection connection, JobId id) throws SQLException {
        return new Select(
                        "SELECT revision FROM (SELECT id, revision FROM jobs UNION ALL SELECT id, revision FROM projects"
                                + " UNION ALL SELECT id, revision FROM calendars)")
                .where("id = ?", id.value())
                .one(connection, row -> row.getLong(1));
    }

    static Optional<Project> project(Connection connection, JobId id) throws SQLException {
        return new Select("SELECT project FROM projects")
                .where("id = ?", id.value())
                .one(connection, JobRows::project);
    }

    static List<Project> projects(Connection connection, String afterNamespace, int limit) throws SQLException {
        return new Select("SELECT project FROM projects")
                .where("namespace > ?", afterNamespace)
                .orderBy("namespace", limit, 0)
                .all(connection, JobRows::project);
    }

    private static Project project(ResultSet row) throws SQLException {
        return ProjectCodec.decode(row.getBytes(1));
    }

    static Optional<JobPlace> place(Connection connection, JobId id) throws SQLException {
        return new Select("SELECT namespace, group_name, name FROM job_places")
                .where("id = ?", id.value())
                .one(connection, row -> new JobPlace(row.getString(1), row.getString(2), row.getString(3)));
    }

    static List<JobDefinition> list(Connection connection, JobQuery query) throws SQLException {
        Select select = new Select("SELECT definition FROM jobs j").where("j.id > ?", query.after());
        query.namespace().ifPresent(namespace -> select.where("j.namespace = ?", namespace));
        Namespaces.restrict(select, "j.namespace", query.allowed());
        query.group().ifPresent(group -> select.where("j.group_name = ?", group));
        query.name().ifPresent(name -> select.where("j.name = ?", name));
        query.enabled().ifPresent(enabled -> select.where("j.enabled = ?", enabled));
        query.paused().ifPresent(paused -> select.where("j.paused = ?", paused));
        query.labelName().ifPresent(name -> label(select, name, query.labelValue()));
        return select.orderBy("j.id", query.limit(), 0).all(connection, JobRows::job);
    }

    private static void label(Select select, String name, Optional<String> value) {
        if (value.isPresent()) {
            select.where("j.id IN (SELECT job_id FROM job_labels WHERE name = ? AND value = ?)", name, value.get());
        } else {
            select.where("j.id IN (SELECT job_id FROM job_labels WHERE name = ?)", name);
        }
    }

    private static JobDefinition job(ResultSet row) throws SQLException {
        return DefinitionCodec.decode(row.getBytes(1));
    }
}
