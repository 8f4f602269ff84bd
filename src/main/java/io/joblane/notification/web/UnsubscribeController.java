package io.joblane.notification.web;

import io.joblane.company.Companies;
import io.joblane.context.CurrentCompany;
import io.joblane.notification.recipient.UnsubscribeLinks;
import io.joblane.notification.recipient.UnsubscribeLinks.Token;
import io.joblane.shared.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the link under a mail opens, without a log-in. Opening it changes nothing, because mail programs open links by themselves;
 * posting to it, as their unsubscribe button does (RFC 8058), ends the mails.
 */
@RestController
@RequestMapping(UnsubscribeLinks.PATH)
class UnsubscribeController {
    private final UnsubscribeLinks links;
    private final Companies companies;

    UnsubscribeController(UnsubscribeLinks links, Companies companies) {
        this.links = links;
        this.companies = companies;
    }

    record Subscription(String company, boolean subscribed) {}

    @GetMapping("/{token}")
    Subscription read(@PathVariable String token) {
        Token parsed = known(token);
        boolean[] subscribed = new boolean[1];
        CurrentCompany.run(
                parsed.company(),
                () -> subscribed[0] = links.isSubscribed(parsed).orElseThrow(UnsubscribeController::unknown));
        String name = companies.find(parsed.company()).orElseThrow().name();
        return new Subscription(name, subscribed[0]);
    }

    @PostMapping("/{token}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unsubscribe(@PathVariable String token) {
        Token parsed = known(token);
        CurrentCompany.run(parsed.company(), () -> {
            if (!links.unsubscribe(parsed)) {
                throw unknown();
            }
        });
    }

    private Token known(String text) {
        Token token = Token.parse(text)
                .filter(parsed -> companies.find(parsed.company()).isPresent())
                .orElseThrow(UnsubscribeController::unknown);
        companies.requireActive(token.company());
        return token;
    }

    private static Problem unknown() {
        return Problem.notFound("link_unknown", "This link is not one of ours. Open it from the mail again.");
    }
}
