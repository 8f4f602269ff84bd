package io.joblane.notification.channel.firebase;

import com.google.firebase.FirebaseApp;
import com.google.firebase.ThreadManager;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** The SDK would start a thread for each of 500 messages. */
final class FewThreads extends ThreadManager {
    private static final int AT_ONCE = 16;

    private final ThreadFactory threads;

    FewThreads(String company) {
        this.threads =
                Thread.ofPlatform().daemon().name("push-" + company + "-", 0).factory();
    }

    @Override
    protected ExecutorService getExecutor(FirebaseApp app) {
        return Executors.newFixedThreadPool(AT_ONCE, threads);
    }

    @Override
    protected void releaseExecutor(FirebaseApp app, ExecutorService executor) {
        executor.shutdown();
    }

    @Override
    protected ThreadFactory getThreadFactory() {
        return threads;
    }
}
