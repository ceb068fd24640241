package dev.carillon.testkit;

/** One broker, wherever it runs; see {@link TestBroker} for what is promised. */
sealed interface RunningBroker permits EmbeddedBroker, ContainerBroker {

    /** {@code host:port}, the same for as long as the test runs. */
    String bootstrap();

    void stop();

    void restart();

    /** Ends it and forgets its data. */
    void close();
}
