package dev.ticketing.auth;

import static dev.ticketing.auth.Door.CURRENT;
import static dev.ticketing.auth.Door.REFRESH;
import static dev.ticketing.auth.Door.newEmail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ticketing.shared.session.Keys;
import dev.ticketing.testkit.ApiClient;
import dev.ticketing.testkit.Backends;
import dev.ticketing.testkit.RunningService;
import dev.ticketing.testkit.WithBackends;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The steps of docs/operations.md, "Another key", while somebody stays signed in. */
@WithBackends
class KeyRotationIT {

    private final KeyPair old = Keys.generate();
    private final KeyPair next = Keys.generate();
    private final AtomicReference<String> address = new AtomicReference<>();

    @Test
    void a_key_is_replaced_without_signing_anybody_out(Backends backends) {
        var browser = ApiClient.of(path -> address.get());
        try (var before = start(backends, old, Keys.publicPem(old))) {
            address.set(before.url());
            browser.post(Door.SIGN_UP, Door.credentials(newEmail(), Door.PASSWORD))
                    .expect(201);
        }
        try (var announced = start(backends, old, Keys.publicPem(old) + Keys.publicPem(next))) {
            address.set(announced.url());
            assertSignedIn(browser, true);
            browser.post(REFRESH, null).expect(200);
            assertThat(browser.get("/.well-known/jwks.json").expect(200).json().getJsonArray("keys"))
                    .hasSize(2);
        }
        try (var signing = start(backends, next, Keys.publicPem(old) + Keys.publicPem(next))) {
            address.set(signing.url());
            assertSignedIn(browser, true);
        }
        // The control: whoever takes the old key away before the last of its tokens has expired signs people out ...
        try (var tooSoon = start(backends, next, Keys.publicPem(next))) {
            address.set(tooSoon.url());
            assertSignedIn(browser, false);
            // ... as far as the next refresh.
            browser.post(REFRESH, null).expect(200);
            assertSignedIn(browser, true);
        }
    }

    private RunningService start(Backends backends, KeyPair signing, String accepted) {
        var environment = new HashMap<>(backends.environment());
        environment.put("JWT_PRIVATE_KEY", Keys.privatePem(signing));
        environment.put("JWT_PUBLIC_KEYS", accepted);
        return RunningService.start(environment, AuthVerticle::new);
    }

    private static void assertSignedIn(ApiClient browser, boolean signedIn) {
        assertThat(browser.get(CURRENT).expect(200).json().getValue("currentUser") != null)
                .isEqualTo(signedIn);
    }
}
