package dev.carillon.core.job;

import java.util.List;

/**
 * When somebody is told, and who.
 *
 * @param failuresInARow failed executions in a row before a failure alert, at least 1
 * @param channels as the vendor names them; stored and given back
 */
public record AlertPolicy(
        boolean onFailure,
        int failuresInARow,
        boolean onTimeout,
        boolean onNoWorker,
        boolean onSuccess,
        List<String> channels,
        List<Contact> contacts) {

    public static final AlertPolicy NONE = new AlertPolicy(false, 1, false, false, false, List.of(), List.of());

    public AlertPolicy {
        Checks.range("alerts.failuresInARow", failuresInARow, 1, 1000);
        channels = List.copyOf(channels);
        contacts = List.copyOf(contacts);
        Checks.range("alerts.contacts", contacts.size(), 0, 100);
    }

    /**
     * Whom to tell. Each part may be empty.
     *
     * @param ding URL of a DingTalk robot; gets the alert in DingTalk's text form
     * @param webhook any URL; gets the alert as JSON
     */
    public record Contact(String name, String phone, String mail, String ding, String webhook) {
        public Contact {
            Checks.optionalText("alerts.contacts.name", name, 255);
            Checks.optionalText("alerts.contacts.phone", phone, 64);
            Checks.optionalText("alerts.contacts.mail", mail, 255);
            Checks.optionalText("alerts.contacts.ding", ding, 2000);
            Checks.optionalText("alerts.contacts.webhook", webhook, 2000);
        }
    }
}
