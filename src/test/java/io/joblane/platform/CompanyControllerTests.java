package io.joblane.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.joblane.identity.Role;
import io.joblane.identity.Users;
import io.joblane.identity.Users.NewUser;
import io.joblane.testing.ApiClient;
import io.joblane.testing.ApiClient.Answer;
import io.joblane.testing.ApiTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class CompanyControllerTests extends ApiTest {
    private static final String COMPANIES = "/api/v1/companies";

    @Autowired
    private Users everybody;

    @Test
    void aCompanyIsMadeWhileTheServiceRunsAndWorksAtOnce() {
        String slug = fresh();
        ApiClient platform = as(Role.PLATFORM_ADMIN)
                .with("Idempotency-Key", UUID.randomUUID().toString());
        String body = json(java.util.Map.of(
                "slug", slug,
                "name", "Fresh Air",
                "timeZone", "America/Chicago",
                "currency", "USD",
                "locale", "en-US",
                "country", "US",
                "branding", java.util.Map.of("primary", "#0052CC", "logoUrl", "https://fresh.example/logo.svg"),
                "settings", java.util.Map.of("dormancyWeeks", 3, "jobs", true)));

        Answer made = ok(201, platform.post(COMPANIES, body));
        Answer again = ok(201, platform.post(COMPANIES, body));
        Answer other = platform.with("Idempotency-Key", "another").post(COMPANIES, body);

        assertThat(made.header("Location")).isEqualTo(COMPANIES + "/" + slug);
        assertThat(made.json().at("/branding/primary").asString()).isEqualTo("#0052cc");
        assertThat(made.json().at("/settings/shortlistSize").asInt()).isEqualTo(20);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("company_exists");

        everybody.seed(List.of(new NewUser("boss@" + slug + ".example", "Boss", slug, Role.ADMIN)), "correct horse 7");
        ApiClient boss = nobody().login("boss@" + slug + ".example", "correct horse 7");
        Answer placed = ok(201, boss.post(BOOKINGS, json(laterOrder())));
        await(
                "the new company's outbox is sent",
                () -> inCompany(
                                slug,
                                () -> world.jdbc
                                        .sql("SELECT count(*) FROM outbox WHERE sent_at IS NOT NULL")
                                        .query(Integer.class)
                                        .single())
                        == 1);
        await(
                "its process has begun",
                () -> inCompany(
                                slug,
                                () -> world.jdbc
                                        .sql("SELECT count(*) FROM process_instance")
                                        .query(Integer.class)
                                        .single())
                        == 1);
        await(
                "its worker has opened the booking",
                () -> boss.get(BOOKINGS + "/" + id(placed))
                        .json()
                        .path("status")
                        .asString()
                        .equals("awaiting_assignment"));
    }

    @Test
    void whatCannotBeACompanyIsRefusedAndNothingIsMade() {
        ApiClient platform = as(Role.PLATFORM_ADMIN);
        assertThat(platform.post(COMPANIES, company("control")).code()).isEqualTo("slug_reserved");
        assertThat(platform.post(COMPANIES, company("Bad Slug")).status()).isEqualTo(400);
        String slug = fresh();
        assertThat(platform.post(COMPANIES, company(slug).replace("Europe/London", "Mars/North"))
                        .code())
                .isEqualTo("invalid_value");
        assertThat(platform.post(COMPANIES, company(slug).replace("GBP", "XYZ")).code())
                .isEqualTo("invalid_value");
        assertThat(companies.find(slug)).isEmpty();
        assertThat(platform.get(COMPANIES + "/" + slug).code()).isEqualTo("unknown_company");
    }

    @Test
    void whatWasMadeHalfWayIsUsedWhenItIsRepeated() {
        String slug = fresh();
        // The database of an attempt that ended before its row was committed.
        databases.openCompany(slug);

        ok(201, as(Role.PLATFORM_ADMIN).post(COMPANIES, company(slug)));
        assertThat(companies.find(slug)).isPresent();
    }

    @Autowired
    private io.joblane.database.Databases databases;

    @Autowired
    private io.joblane.database.ControlDatabase control;

    @Test
    void aCompanyThatAnotherReplicaMadeIsNoticedWithinFiveSeconds() {
        String slug = fresh();
        databases.openCompany(slug);
        control.jdbc()
                .sql("INSERT INTO company (slug, name, time_zone, currency, locale, country, database_made)"
                        + " VALUES (?, 'Elsewhere', 'UTC', 'USD', 'en-US', 'US', true)")
                .param(slug)
                .update();
        long from = System.nanoTime();
        await("it is open here", () -> companies.find(slug).isPresent());
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(6));
        inCompany(
                slug,
                () -> world.jdbc
                        .sql("SELECT count(*) FROM booking")
                        .query(Integer.class)
                        .single());
    }

    @Test
    void aChangeNeedsTheVersionThatWasRead() {
        String path = COMPANIES + "/" + company();
        ApiClient platform = as(Role.PLATFORM_ADMIN);
        String etag = platform.get(path).header("ETag");
        String change = "{\"name\": \"Renamed\", \"branding\": {\"secondary\": \"#F5F5DC\"}}";

        assertThat(platform.send("PATCH", path, change).status()).isEqualTo(428);
        Answer changed = ok(200, platform.with("If-Match", String.valueOf(etag)).send("PATCH", path, change));
        assertThat(platform.with("If-Match", String.valueOf(etag))
                        .send("PATCH", path, change)
                        .status())
                .isEqualTo(412);

        assertThat(changed.json().path("name").asString()).isEqualTo("Renamed");
        assertThat(changed.json().at("/branding/secondary").asString()).isEqualTo("#f5f5dc");
        assertThat(changed.json().path("currency").asString()).isEqualTo("USD");
        assertThat(companies.find(company()).orElseThrow().name()).isEqualTo("Renamed");
    }

    @Test
    void thePlatformsAdminSeesAllCompaniesAndAnAdminOfOneSeesNone() {
        Answer page = ok(200, as(Role.PLATFORM_ADMIN).get(COMPANIES + "?limit=1"));
        assertThat(page.json().path("items").size()).isEqualTo(1);
        assertThat(as(Role.ADMIN).get(COMPANIES).status()).isEqualTo(403);
        assertThat(as(Role.ADMIN).post(COMPANIES, company(fresh())).status()).isEqualTo(403);
        assertThat(as(Role.ADMIN).get(COMPANIES + "/" + company()).status()).isEqualTo(403);
        assertThat(as(Role.ADMIN)
                        .post(COMPANIES + "/" + company() + "/suspension", "{\"reason\":\"x\"}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aMigrationOfOneCompanyIsThePlatformAdmins() {
        String path = COMPANIES + "/" + company() + "/migration";
        Answer migrated = ok(200, as(Role.PLATFORM_ADMIN).post(path, "{\"target\": \"latest\"}"));
        assertThat(migrated.json().path("schemaTarget").asString()).isEqualTo("latest");
        assertThat(as(Role.PLATFORM_ADMIN)
                        .post(path, "{\"target\": \"newest\"}")
                        .status())
                .isEqualTo(400);
        assertThat(as(Role.ADMIN).post(path, "{}").status()).isEqualTo(403);
    }

    private static String company(String slug) {
        return json(java.util.Map.of(
                "slug",
                slug,
                "name",
                "Some",
                "timeZone",
                "Europe/London",
                "currency",
                "GBP",
                "locale",
                "en-GB",
                "country",
                "GB"));
    }

    private static String fresh() {
        return "c" + UUID.randomUUID().toString().substring(0, 13);
    }

    private static <T> T inCompany(String slug, java.util.concurrent.Callable<T> work) {
        try {
            return io.joblane.context.CurrentCompany.call(slug, work);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
