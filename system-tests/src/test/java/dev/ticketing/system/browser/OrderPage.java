package dev.ticketing.system.browser;

import com.microsoft.playwright.Locator;

/** An order's page: its checkout, and what became of it. */
record OrderPage(Visitor visitor) {

    static final String SUCCEEDS = "4242 4242 4242 4242";
    static final String BANK_ASKS = "4000 0000 0000 3220";
    static final String DECLINED = "4000 0000 0000 0002";

    OrderPage arrive() {
        visitor.arrivesAt("/orders/.+");
        return this;
    }

    void pay(String card, String price) {
        visitor.text(card).click();
        payButton(price).click();
    }

    Locator payButton(String price) {
        return visitor.button("Pay " + price);
    }

    void isComplete() {
        visitor.sees("Complete: the ticket is yours.");
    }

    void cancel() {
        visitor.click("Cancel the order");
        visitor.click("Yes, cancel it");
        visitor.sees("You cancelled this order.");
    }
}
