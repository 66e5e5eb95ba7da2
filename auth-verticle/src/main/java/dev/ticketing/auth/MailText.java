package dev.ticketing.auth;

import dev.ticketing.auth.domain.Mail;
import dev.ticketing.auth.domain.MailedSecret;

/** What mails say. A link opens a page of the app, which asks before it acts: mail scanners follow links. */
final class MailText {

    private MailText() {}

    static String subject(Mail.Kind kind) {
        return switch (kind) {
            case VERIFY -> "Please confirm your email address";
            case RESET -> "Set a new password";
            case EMAIL_CHANGING -> "Your email address is about to change";
            case PASSWORD_CHANGED -> "Your password was changed";
        };
    }

    static String of(Mail mail, MailedSecret token) {
        return switch (mail.kind()) {
            case VERIFY -> """
                    Please confirm that this is your email address at Ticketing:

                    %s/verify?token=%s

                    The link works once, for 24 hours. If you have not asked for it, ignore it and nothing will happen.
                    """.formatted(mail.origin(), token.text());
            case RESET -> """
                    Set a new password for Ticketing here:

                    %s/reset?token=%s

                    The link works once, for 30 minutes. If you have not asked for it, ignore it: your password stays.
                    """.formatted(mail.origin(), token.text());
            case EMAIL_CHANGING -> """
                    Somebody who knows your password has asked for another email address for your account at Ticketing.
                    It takes effect when the link that was mailed there is opened.

                    If that was not you, set a new password at once, which also stops the change:

                    %s/forgot
                    """.formatted(mail.origin());
            case PASSWORD_CHANGED -> """
                    The password of your account at Ticketing was changed, and all other devices were signed out.

                    If that was not you, set a new one:

                    %s/forgot
                    """.formatted(mail.origin());
        };
    }
}
