package dev.carillon.core.job;

/** The kinds of task; a worker announces those it runs. */
public enum TaskKind {
    SHELL,
    HTTP,
    JAVA
}
