/** Who is asking: access tokens (JWT, ES256) in a cookie. Only auth signs; everybody verifies and asks nobody. */
package dev.ticketing.shared.session;
