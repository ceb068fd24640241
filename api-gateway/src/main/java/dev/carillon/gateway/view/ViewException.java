package dev.carillon.gateway.view;

import java.sql.SQLException;

/** SQLite refused a statement: a full or failing disk, or a defect. The view is as it was before the statement's transaction. */
public final class ViewException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ViewException(String doing, SQLException cause) {
        super("the view failed while " + doing + ": " + cause.getMessage(), cause);
    }
}
