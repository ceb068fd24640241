package dev.carillon.core.job;

/** A value of a definition is not allowed; says which field and what was expected. */
public final class InvalidDefinitionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;

    public InvalidDefinitionException(String field, String problem) {
        super(field + ": " + problem);
        this.field = field;
    }

    /** The field in the native form, such as {@code task.shell.script}. */
    public String field() {
        return field;
    }
}
