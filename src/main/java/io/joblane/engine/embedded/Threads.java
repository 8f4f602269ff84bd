package io.joblane.engine.embedded;

/** Named daemon threads: the engine never keeps a process alive. */
final class Threads {
    private Threads() {}

    static Thread daemon(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
