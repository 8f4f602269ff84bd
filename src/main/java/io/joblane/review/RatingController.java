package io.joblane.review;

import io.joblane.company.Companies;
import io.joblane.context.CurrentCompany;
import io.joblane.review.RatingService.RatedTrip;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a customer opens with a rating link: the only routes with data behind them that need no login. */
@RestController
@RequestMapping(RatingService.PATH)
class RatingController {
    private final RatingService ratings;
    private final Companies companies;

    RatingController(RatingService ratings, Companies companies) {
        this.ratings = ratings;
        this.companies = companies;
    }

    @GetMapping("{token}")
    RatedTrip open(@PathVariable String token) {
        AtomicReference<RatedTrip> trip = new AtomicReference<>();
        inItsCompany(token, parsed -> trip.set(ratings.open(parsed)));
        return Objects.requireNonNull(trip.get());
    }

    @PostMapping("{token}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void rate(@PathVariable String token, @Valid @RequestBody RatingRequest body) {
        String comment = body.comment() == null ? "" : body.comment().strip();
        inItsCompany(token, parsed -> ratings.rate(parsed, body.stars(), comment));
    }

    /** Nobody is signed in, so no company is set but the one that the token names. */
    private void inItsCompany(String text, Consumer<RatingToken> work) {
        RatingToken token = RatingToken.parse(text)
                .filter(parsed -> companies.find(parsed.company()).isPresent())
                .orElseThrow(RatingService::unknown);
        companies.requireActive(token.company());
        CurrentCompany.run(token.company(), () -> work.accept(token));
    }

    record RatingRequest(
            @NotNull @Min(1) @Max(5) Integer stars,
            @Size(max = 1000) @Nullable String comment) {}
}
