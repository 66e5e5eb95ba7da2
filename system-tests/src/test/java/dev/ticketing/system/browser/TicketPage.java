package dev.ticketing.system.browser;

/** A ticket's own page. */
record TicketPage(Visitor visitor) {

    TicketPage open(String ticket) {
        visitor.open(ticket);
        return this;
    }

    OrderPage buy(String price) {
        visitor.click("Buy for " + price);
        return new OrderPage(visitor).arrive();
    }
}
