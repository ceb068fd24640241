package dev.carillon.gateway.view;

import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.gateway.service.CalendarService.CalendarQuery;
import dev.carillon.kafka.codec.CalendarCodec;
import dev.carillon.kafka.codec.DefinitionCodec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads calendars and who names them. */
final class CalendarRows {

    private CalendarRows() {}

    static Optional<Calendar> byId(Connection connection, JobId id) throws SQLException {
        return new Select("SELECT calendar FROM calendars")
                .where("id = ?", id.value())
                .one(connection, CalendarRows::calendar);
    }

    static List<Calendar> list(Connection connection, CalendarQuery query) throws SQLException {
        Select select = new Select("SELECT calendar FROM calendars").where("id > ?", query.after());
        query.namespace().ifPresent(namespace -> select.where("namespace = ?", namespace));
        Namespaces.restrict(select, "namespace", query.allowed());
        query.name().ifPresent(name -> select.where("name = ?", name));
        return select.orderBy("id", query.limit(), 0).all(connection, CalendarRows::calendar);
    }

    static List<JobDefinition> users(Connection connection, String namespace, String name, int limit)
            throws SQLException {
        return new Select("SELECT definition FROM job_calendars c JOIN jobs j ON j.id = c.job_id")
                .where("c.namespace = ?", namespace)
                .where("c.name = ?", name)
                .orderBy("c.job_id", limit, 0)
                .all(connection, row -> DefinitionCodec.decode(row.getBytes(1)));
    }

    private static Calendar calendar(ResultSet row) throws SQLException {
        return CalendarCodec.decode(row.getBytes(1)).calendar();
    }
}
