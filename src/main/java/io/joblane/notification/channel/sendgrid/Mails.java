package io.joblane.notification.channel.sendgrid;

import com.sendgrid.helpers.mail.Mail;
import com.sendgrid.helpers.mail.objects.Content;
import com.sendgrid.helpers.mail.objects.Email;
import com.sendgrid.helpers.mail.objects.Personalization;
import io.joblane.notification.channel.ChannelAccount;
import io.joblane.notification.channel.Outbound;
import java.net.URI;

/** A message as SendGrid takes it. */
final class Mails {
    /** The custom arguments that come back with every event. */
    static final String ID = "notification";

    private Mails() {}

    static Mail of(Outbound message, ChannelAccount account) {
        String from = account.setting("fromAddress");
        Mail mail = new Mail();
        mail.setFrom(new Email(from, account.setting("fromName")));
        mail.setSubject(message.title());
        Personalization to = new Personalization();
        to.addTo(new Email(message.to().getFirst()));
        to.addCustomArg(ID, message.id().toString());
        mail.addPersonalization(to);
        mail.addContent(new Content("text/plain", message.text()));
        if (message.html() != null) {
            mail.addContent(new Content("text/html", message.html()));
        }
        if (!account.setting("replyTo").isBlank()) {
            mail.setReplyTo(new Email(account.setting("replyTo")));
        }
        mail.addHeader("Message-ID", "<" + message.id() + from.substring(from.lastIndexOf('@')) + ">");
        URI unsubscribe = message.unsubscribe();
        if (unsubscribe != null) {
            // RFC 8058: mail programs show a button that posts there.
            mail.addHeader("List-Unsubscribe", "<" + unsubscribe + ">");
            mail.addHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        return mail;
    }
}
