package dev.carillon.core.job;

/** A value of a definition is not allowed; says which field and what was expected. */
public final class InvalidDefinitionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String problem;

    public InvalidDefinitionException(String field, String problem) {
        super(field + ": " + problem);
        this.field = field;
        this.problem = problem;
    }

    /** The same problem, where the field has another path: it is part of something larger, or of a list. */
    public InvalidDefinitionException at(String path) {
        return new InvalidDefinitionException(path, problem);
    }

    /** The field in the native form, such as {@code task.shell.script}. */
    public String field() {
        return field;
    }
}
