/**
 * The judge of a cluster: what the history owes, compared with what it holds.
 *
 * <p>It is written from the documents and the wire contract and shares no code with the scheduler, so that a mistake in
 * the one is not repeated by the other. It knows no Kafka: whoever uses it reads the topics and hands over the records.
 *
 * <pre>
 * definitions, calendars, history ──▶ {@link dev.carillon.audit.Ledger} ──▶ {@link dev.carillon.audit.Verdict}
 *                                       one short log per job               owed against recorded, job by job
 * </pre>
 */
@NullMarked
package dev.carillon.audit;

import org.jspecify.annotations.NullMarked;
