package dev.carillon.standalone.demo;

/**
 * A job that the demo has created.
 *
 * @param kind SHELL, HTTP or JAVA
 */
record Example(long jobId, String name, String kind) {}
