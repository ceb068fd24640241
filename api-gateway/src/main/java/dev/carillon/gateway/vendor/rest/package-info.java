/** What the vendors' JSON-over-REST APIs share: operations described by tables, requests read by them, one way to answer. */
@NullMarked
package dev.carillon.gateway.vendor.rest;

import org.jspecify.annotations.NullMarked;
