package dev.carillon.gateway.view;

/** Full names of the topics that make the view. */
public record FollowedTopics(String jobs, String projects, String calendars, String history, String workers) {}
