package dev.carillon.gateway.service;

/** Where a job is, or was before it was removed: what permissions go by. */
public record JobPlace(String namespace, String group, String name) {}
