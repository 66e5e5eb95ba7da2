package dev.ticketing.stripesimulator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestCardTest {

    @ParameterizedTest
    @CsvSource({
        "tok_visa, VISA",
        "tok_chargeDeclined, GENERIC_DECLINE",
        "tok_visa_chargeDeclined, GENERIC_DECLINE",
        "tok_chargeDeclinedInsufficientFunds, INSUFFICIENT_FUNDS",
        "tok_visa_chargeDeclinedInsufficientFunds, INSUFFICIENT_FUNDS",
        "tok_visa_chargeDeclinedLostCard, LOST_CARD",
        "tok_visa_chargeDeclinedStolenCard, STOLEN_CARD",
        "tok_visa_chargeDeclinedFraudulent, FRAUDULENT",
        "tok_chargeDeclinedExpiredCard, EXPIRED_CARD",
        "tok_chargeDeclinedIncorrectCvc, INCORRECT_CVC",
        "tok_chargeDeclinedProcessingError, PROCESSING_ERROR",
        "tok_chargeCustomerFail, CUSTOMER_FAIL",
        "tok_pendingRefund, REFUND_PENDING",
        "tok_refundFail, REFUND_FAILS",
        "tok_createDispute, DISPUTED",
        "tok_createDisputeProductNotReceived, DISPUTED_PRODUCT_NOT_RECEIVED",
        "tok_createDisputeInquiry, DISPUTED_BY_INQUIRY",
    })
    void a_card_is_known_as_a_token_and_as_a_payment_method(String token, TestCard card) {
        assertThat(TestCard.ofToken(token)).hasValue(card);
        assertThat(TestCard.ofPaymentMethod(token.replace("tok_", "pm_card_"))).hasValue(card);
        assertThat(TestCard.ofPaymentMethod(token)).isEmpty();
    }
}
