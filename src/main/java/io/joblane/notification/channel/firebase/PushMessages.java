package io.joblane.notification.channel.firebase;

import com.google.firebase.messaging.AndroidConfig;
import com.google.firebase.messaging.AndroidNotification;
import com.google.firebase.messaging.ApnsConfig;
import com.google.firebase.messaging.Aps;
import com.google.firebase.messaging.Message;
import com.google.firebase.messaging.Notification;
import io.joblane.notification.channel.Outbound;
import java.time.Duration;

/** A message as Firebase takes it, for each kind of phone. */
final class PushMessages {
    /** What has not reached the phone by then has long gone another way. */
    private static final Duration LIFE = Duration.ofHours(4);

    private PushMessages() {}

    static Message of(Outbound message, String token) {
        String id = message.id().toString();
        return Message.builder()
                .setToken(token)
                .setNotification(Notification.builder()
                        .setTitle(message.title())
                        .setBody(message.text())
                        .build())
                .putAllData(message.data())
                .putData("notificationId", id)
                .setAndroidConfig(AndroidConfig.builder()
                        .setCollapseKey(id)
                        .setPriority(message.urgent() ? AndroidConfig.Priority.HIGH : AndroidConfig.Priority.NORMAL)
                        .setTtl(LIFE.toMillis())
                        .setNotification(
                                AndroidNotification.builder().setTag(id).build())
                        .build())
                .setApnsConfig(ApnsConfig.builder()
                        .putHeader("apns-collapse-id", id)
                        .putHeader("apns-priority", message.urgent() ? "10" : "5")
                        .setAps(Aps.builder().setSound("default").build())
                        .build())
                .build();
    }
}
