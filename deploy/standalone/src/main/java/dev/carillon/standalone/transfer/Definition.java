package dev.carillon.standalone.transfer;

import com.google.protobuf.Message;
import dev.carillon.core.job.Audit;
import dev.carillon.core.job.Calendar;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Project;
import dev.carillon.kafka.codec.CalendarCodec;
import dev.carillon.kafka.codec.DefinitionCodec;
import dev.carillon.kafka.codec.ProjectCodec;
import java.util.Locale;

/** A job, a project or a calendar; their ids are of one kind. */
sealed interface Definition {

    /** Which of them, in the order in which they are applied: a job is refused whose calendar is not there. */
    enum Kind {
        PROJECT,
        CALENDAR,
        JOB;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Kind kind();

    JobId id();

    String namespace();

    String name();

    /** In the cluster that it was read from; 0 when it was read from a file. */
    long revision();

    /** The message without what only its cluster knows: revision, who made and changed it when, and since when it is paused. */
    Message portable();

    /** For people, on one line. */
    default String label() {
        return kind() + " " + id() + " " + (name() + " (" + namespace() + ")").replaceAll("\\p{Cc}", "?");
    }

    record OfJob(JobDefinition job) implements Definition {

        @Override
        public Kind kind() {
            return Kind.JOB;
        }

        @Override
        public JobId id() {
            return job.id();
        }

        @Override
        public String namespace() {
            return job.namespace();
        }

        @Override
        public String name() {
            return job.name();
        }

        @Override
        public long revision() {
            return job.revision();
        }

        @Override
        public Message portable() {
            return DefinitionCodec.toProto(
                    job.toBuilder().revision(0).pausedAt(null).audit(Audit.NONE).build());
        }
    }

    record OfProject(Project project) implements Definition {

        @Override
        public Kind kind() {
            return Kind.PROJECT;
        }

        @Override
        public JobId id() {
            return project.id();
        }

        @Override
        public String namespace() {
            return project.namespace();
        }

        @Override
        public String name() {
            return project.name();
        }

        @Override
        public long revision() {
            return project.revision();
        }

        @Override
        public Message portable() {
            return ProjectCodec.toProto(new Project(
                    project.id(),
                    project.namespace(),
                    0,
                    project.name(),
                    project.description(),
                    project.vendorFields(),
                    Audit.NONE));
        }
    }

    record OfCalendar(Calendar calendar) implements Definition {

        @Override
        public Kind kind() {
            return Kind.CALENDAR;
        }

        @Override
        public JobId id() {
            return calendar.id();
        }

        @Override
        public String namespace() {
            return calendar.namespace();
        }

        @Override
        public String name() {
            return calendar.name();
        }

        @Override
        public long revision() {
            return calendar.revision();
        }

        @Override
        public Message portable() {
            return CalendarCodec.toProto(calendar.accepted(0, Audit.NONE));
        }
    }
}
