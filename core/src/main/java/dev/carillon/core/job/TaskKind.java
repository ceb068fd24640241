package dev.carillon.core.job;

/** The kinds of task, the ones that weigh on a worker most first; a worker announces those it runs. */
public enum TaskKind {
    SHELL,
    JAVA,
    HTTP
}
