import type { AuditEntry, CancelReason, Dispute, OrderStatus, PaymentStatus, TicketStatus } from '../api/types';
import { pluralIn } from './plural';

/**
 * Every text of the app. What stands in [brackets] becomes a link: see `Linked`. A text that another language lacks
 * fails to compile there.
 */

const plural = pluralIn('en');

export const en = {
  app: {
    tagline: 'Tickets for events, from people who cannot go to people who want to.',
    skip: 'Skip to content',
    main: 'Main',
    simulated: 'Payments are simulated here: no real money moves.',
    forPrograms: 'For programs: [the API and its documentation]',
    language: 'Language',
    theme: 'Colours',
    themes: { auto: 'As the device', light: 'Light', dark: 'Dark' },
    offline: 'You are offline. What you see may have changed by now.',
    loading: 'Loading...',
    tryAgain: 'Try again',
    lookAgain: 'Look again',
    pageKeepsAsking: 'This page keeps asking.',
    nothingHere: 'There is nothing at this address.',
    notFound: {
      page: 'Page not found',
      ticket: 'Ticket not found',
      order: 'Order not found',
    },
  },
  nav: {
    tickets: 'Tickets',
    sell: 'Sell',
    sales: 'Your sales',
    orders: 'Your orders',
    users: 'Users',
    audit: 'Audit log',
    totals: 'Totals',
    admin: 'For administrators',
    account: (email: string) => `Your account, ${email}`,
    signIn: 'Sign in',
    signUp: 'Sign up',
    signOut: 'Sign out',
  },
  waysOn: {
    tickets: 'See the tickets on sale',
    orders: 'See your orders',
    sales: 'See your sales',
    allSales: 'See all your sales',
    ticket: 'See the ticket',
    payments: 'See what you have paid',
  },
  errors: {
    late: 'The server did not answer in time. Try again in a moment.',
    unreachable: 'The server cannot be reached. Check your connection and try again.',
    defect: 'Something went wrong in this page. Reload it and try again.',
    notUnderstood: (status: number) =>
      `The server gave an answer that this page does not understand (status ${status}).`,
    notRenewed: 'Your session cannot be renewed right now. Try again in a moment.',
    unknownOutcome:
      'It is not known whether the payment went through. This page keeps watching the order, '
      + 'and paying again is safe: an order is never charged twice.',
    again: (seconds: number) => `Try again in ${seconds} s.`,
    againNow: 'You can try again now.',
    /** The server's words, which are English. */
    server: (message: string) => message,
  },
  list: {
    more: 'Show more',
    found: (called: string, count: number, more: boolean) =>
      `${called}: ${count === 0 ? 'none' : `${count} shown`}${more ? ', and there are more' : ''}`,
  },
  search: {
    words: 'Search',
    sort: 'Sort',
    sorts: { newest: 'Newest first', price: 'Cheapest first', '-price': 'Dearest first' },
    lowest: 'Lowest price',
    highest: 'Highest price',
    tab: (words: string) => `Tickets: ${words}`,
    called: (words: string) => (words === '' ? 'Tickets' : `Tickets for ${words}`),
    yours: 'This one is yours.',
    nothing: 'No tickets are on sale right now. [Sell one].',
    nothingMatches: (words: string, range: string) => `Nothing matches \u201c${words}\u201d${range && ` ${range}`}.`,
    nothingCosts: (range: string) => `No ticket costs ${range}.`,
    range: (from: string, to: string) =>
      [from && `from ${from}`, to && `${from ? '' : 'up '}to ${to}`].filter(Boolean).join(' '),
    clear: 'Clear the search',
    anyPrice: 'Any price',
  },
  ticketStatus: {
    available: 'Available',
    reserved: 'Reserved',
    sold: 'Sold',
    withdrawn: 'Withdrawn',
  } satisfies Record<TicketStatus, string>,
  ticket: {
    title: 'Ticket',
    yours: {
      available: 'This ticket is yours.',
      reserved: 'This ticket is yours. Somebody is buying it, so it can be neither edited nor withdrawn right now.',
      sold: 'You sold this ticket.',
      withdrawn: 'You have withdrawn this ticket.',
    } satisfies Record<TicketStatus, string>,
    gone: {
      reserved: 'Reserved by somebody else. It may come back at any time.',
      sold: 'This ticket is sold.',
      withdrawn: 'The seller has withdrawn this ticket.',
    },
    perhapsHeld: 'Reserved. If that is you, go on from [your orders].',
    held: 'You hold this ticket. [Go to your order] to pay for it.',
    bought: 'You bought this ticket. [See your order].',
    buy: (price: string) => `Buy for ${price}`,
    signInToBuy: 'Sign in to buy',
    promise: 'It is kept for you while you pay, for as long as the next page says. Nothing is charged before that.',
    newPrice: (price: string) => `The price is now ${price}. Do you still want it?`,
    buyAnyway: (price: string) => `Yes, buy for ${price}`,
    no: 'No',
    edit: 'Edit title and price',
  },
  waiting: {
    title: 'You wait for',
    join: 'Tell me when it is back',
    signIn: 'Sign in to be told when it is back',
    leave: 'Leave the line',
    leaveOne: (title: string) => `Leave the line for ${title}`,
    inLine: (ahead: number) =>
      ahead === 0
        ? 'You are first in line.'
        : plural(ahead, {
            one: 'You are in line, with one person ahead of you.',
            other: `You are in line, with ${ahead} people ahead of you.`,
          }),
    rule:
      'If it is not paid for, it is offered to whoever has waited longest: an order at the price it has then, '
      + 'among your orders, to be paid within 5 minutes unless the order says another time. '
      + 'After that it is the next one\u2019s turn. Waiting costs nothing and binds you to nothing.',
  },
  sell: {
    title: 'Sell a ticket',
    submit: 'List for sale',
    editTitle: 'Edit your ticket',
    save: 'Save',
    back: 'Back without saving',
    name: 'Title',
    nameHint: 'What, where and when: it is what people search for.',
    price: (currency: string | null) => (currency === null ? 'Price' : `Price (${currency.toUpperCase()})`),
    noPrice: 'Write the price as a number with at most two decimals, such as 25 or 25.50.',
    noWholePrice: 'Write the price as a whole number, such as 25.',
    notSaved: 'Your changes were not saved.',
    notYours: 'This ticket is not yours.',
    over: {
      reserved:
        'Somebody is buying this ticket right now, so it cannot be edited. '
        + 'If they do not pay in time, it can be edited then.',
      sold: 'This ticket is sold, so it cannot be edited any more.',
      withdrawn: 'You have withdrawn this ticket, so it cannot be edited any more.',
    },
  },
  sales: {
    title: 'Your sales',
    byState: 'Your sales by state',
    all: 'All',
    called: 'Your tickets',
    none: 'You have not listed a ticket yet. [Sell one].',
    noneLike: 'None of your tickets is in this state. [See them all].',
    shown: (count: number, more: boolean) => (more ? `Of the ${count} shown here` : 'In all'),
    counts: {
      available: (count: number) => `${count} available`,
      reserved: (count: number) => `${count} reserved`,
      sold: (count: number, total: string) => `${count} sold for ${total}`,
      withdrawn: (count: number) => `${count} withdrawn`,
    } satisfies Record<TicketStatus, (count: number, total: string) => string>,
    edit: 'Edit',
    editOne: (title: string) => `Edit ${title}`,
    withdraw: 'Withdraw',
    withdrawOne: (title: string) => `Withdraw ${title}`,
    withdrawQuestion: (title: string) =>
      `Withdraw \u201c${title}\u201d? Nobody can buy it any more, and this cannot be taken back.`,
    withdrawYes: 'Yes, withdraw it',
    withdrawNo: 'No, keep it on sale',
    notWithdrawnSold: 'It was not withdrawn: it has just been sold.',
    notWithdrawnHeld:
      'It was not withdrawn: somebody is buying it right now. If they do not pay in time, you can withdraw it then.',
    beingBought: 'Somebody is buying it right now.',
  },
  orderStatus: {
    created: 'Reserving',
    'awaiting:payment': 'Awaiting payment',
    complete: 'Complete',
    cancelled: 'Cancelled',
  } satisfies Record<OrderStatus, string>,
  orders: {
    title: 'Your orders',
    called: 'Orders',
    none: 'You have not ordered a ticket yet. [See what is on sale].',
    payBy: (time: string) => `Pay by ${time}.`,
    offeredUntil: (time: string) => `You waited for it. Pay by ${time}.`,
    reasons: {
      user: 'You cancelled it.',
      expired: 'Not paid in time.',
      'payment-failed': 'The payments were declined.',
      'ticket-unavailable': 'The ticket was gone.',
      'price-changed': 'The price had changed.',
      'user-banned': 'Your account was blocked.',
    } satisfies Record<CancelReason, string>,
    refunded: (amount: string) => `${amount} refunded.`,
  },
  order: {
    title: (ticket: string | null) => (ticket === null ? 'Order' : `Order: ${ticket}`),
    reserving: 'The ticket is being reserved for you.',
    reserved: 'The ticket is reserved for you until the time to pay is over.',
    offered: (time: string) =>
      `You waited for this ticket and were first in line: it is yours until ${time}. `
      + 'If it is not paid by then, it is offered to the next in line.',
    confirming: 'Your payment went out. Waiting for the order to be confirmed.',
    complete: 'Complete: the ticket is yours.',
    cancelled: 'This order was cancelled.',
    why: {
      user: 'You cancelled this order.',
      expired: 'The time to pay ran out before a payment arrived, so the ticket went back on sale.',
      'payment-failed': 'Your payments were declined, so the order was cancelled and the ticket went back on sale.',
      'ticket-unavailable': 'Somebody else was faster, or the seller took the ticket off sale, so you cannot have it.',
      'price-changed':
        'The seller changed the price before the ticket was reserved for you. '
        + 'You can order it again at the new price.',
      'user-banned': 'Your account was blocked, so the order was cancelled.',
    } satisfies Record<CancelReason, string>,
    refundFailed: (amount: string) =>
      `Your bank did not take the refund of ${amount}. We are on it: you do not have to do anything.`,
    refunded: (amount: string, at: string) => `Refunded in full: ${amount} on ${at}.`,
    refundOnItsWay: (amount: string, at: string) =>
      `${amount} is on its way back since ${at}. Your bank may take some days to show it.`,
    refunding: 'What you paid is being refunded in full.',
    notCharged: 'Nothing was charged.',
    paid: (amount: string, at: string) => `You paid ${amount} on ${at}.`,
    disputed: {
      open: () => 'You have disputed this payment, and your bank is looking into it.',
      won: () => 'You had disputed this payment; your bank decided that it stands.',
      lost: (amount: string) => `You had disputed this payment; your bank decided to give you back ${amount}.`,
    } satisfies Record<Dispute['status'], (amount: string) => string>,
    reference: 'Reference: ',
    stopped: 'This page has stopped following the order.',
    timeLeft: 'Time left to pay: ',
    lessThan: {
      seconds: (seconds: number) => `Less than ${seconds} seconds left to pay.`,
      minutes: (minutes: number) =>
        plural(minutes, {
          one: 'Less than a minute left to pay.',
          other: `Less than ${minutes} minutes left to pay.`,
        }),
    },
    hurry: 'If the time runs out, the order is cancelled and the ticket goes back on sale. Nothing is charged then.',
    timeUp: 'The time to pay is over. Waiting for the order to be closed.',
    timeUpNext:
      'The ticket goes back on sale in a moment, and you can order it again if nobody is faster. '
      + 'A payment that was already under way still counts, or comes back in full.',
    otherCard: 'Or pay with another card',
    cancel: 'Cancel the order',
    cancelQuestion: 'Cancel this order? The ticket goes back on sale.',
    cancelYes: 'Yes, cancel it',
    cancelNo: 'No, keep it',
    history: 'History',
    past: {
      held: 'Reserved',
      heldUntil: (at: string) => `To be paid by ${at}`,
      paid: 'Paid',
      complete: 'Yours',
      expired: 'Expired',
      cancelled: 'Cancelled',
      refunded: 'Refunded',
      refunding: 'Refund on its way',
      refundFailed: 'Refund delayed',
    },
    amountAt: (amount: string, at: string) => `${amount} on ${at}`,
  },
  bank: {
    leaving:
      'Your bank wants you to confirm this payment. You are being taken to its page, and come back here afterwards.',
    checking: 'Your bank is checking the payment. This takes a few seconds.',
    open: 'Your bank waits for you to confirm the payment. Nothing is charged before that.',
    refused: 'Your bank refused the payment, and nothing was charged.',
    go: 'Go to your bank',
  },
  pay: {
    heading: 'Payment',
    loading: 'Loading the ways to pay...',
    loadingForm: 'Loading the card form...',
    noCards: [
      'Cards cannot be entered here: whoever runs this site has yet to set ',
      '. Your ticket stays reserved until the time to pay is over.',
    ] as readonly [string, string],
    paying: 'Paying...',
    pay: (price: string) => `Pay ${price}`,
    declined: 'The payment was declined.',
    declines: (count: number) =>
      plural(count, { one: 'A payment was declined.', other: `${count} payments were declined.` }),
    triesLeft: (left: number) =>
      plural(left, { one: 'You can try once more.', other: `You can try ${left} more times.` }),
    testCard: 'Test card',
    moreTestCards: 'More test cards',
    cards: {
      succeeds: 'succeeds',
      asks: 'the bank asks you first',
      declined: 'is declined',
      noMoney: 'has not enough money',
      lost: 'was lost',
      expired: 'has expired',
      wrongCode: 'has another security code',
      notProcessed: 'cannot be processed',
      asksAndDeclines: 'the bank asks you, then declines',
      slowRefund: 'succeeds, and refunds take a while',
      noRefund: 'succeeds, and refunds fail',
      disputed: 'succeeds, and is disputed',
    },
    stripeRefused: 'Stripe did not take the card. Check what you typed.',
    stripeMissing:
      'The card form of Stripe cannot be loaded. Check your connection, and whether something in your '
      + 'browser blocks js.stripe.com.',
  },
  paymentStatus: {
    created: 'Not charged',
    requires_action: 'Waiting for your bank',
    completed: 'Paid',
    failed: 'Declined',
    refunded: 'Refunded',
  } satisfies Record<PaymentStatus, string>,
  payments: {
    title: 'Your payments',
    called: 'Payments',
    none: 'You have not paid for a ticket yet. [See your orders].',
    order: 'See the order',
    refundedOn: (at: string) => `refunded on ${at}`,
    refunding: 'Being refunded',
    refundDelayed: 'Refund delayed',
    disputed: 'Disputed',
    givenBack: 'Given back',
  },
  user: {
    email: 'Email',
    password: 'Password',
    newPassword: 'New password',
    passwordHint: '8 to 128 characters, whichever you like.',
    currentPassword: 'Current password',
    sessionEnded: 'Your session has ended. Sign in to go on where you were.',
    forgot: 'Forgot your password?',
    newHere: 'New here? [Sign up].',
    signedUpBefore: 'Signed up before? [Sign in].',
    sendLink: 'Send me a link',
    linkSent: (email: string) =>
      `If there is an account of ${email}, a mail with a link is on its way there. `
      + 'The link leads to a page where you set a new password.',
    resetTitle: 'Set a new password',
    resetNeedsLink: 'This page needs the link from our mail: open it there once more, or [have a new one sent].',
    resetDone: 'Your new password is set, and everybody who was signed in is signed out.',
    reset: 'Set the password',
    linksEnd: 'Links are good once and for a limited time. [Have a new one sent].',
    verifyTitle: 'Confirm your email address',
    verifyNeedsLink:
      'This page needs the link from our mail: open it there once more. A new one can be sent from [your account].',
    verify: 'Confirm it',
    verified: 'Thank you: your email address is confirmed.',
  },
  account: {
    title: 'Your account',
    address: 'Email address',
    confirmed: 'is confirmed.',
    notConfirmed: 'is not confirmed yet. To be sent the link again, leave it as it is in this form.',
    newAddress: 'New email address',
    addressDone: 'A mail with a link is on its way to that address, which is confirmed when you open the link.',
    changePassword: 'Change the password',
    passwordDone: 'Your password is changed, and everybody else who was signed in with the old one is signed out.',
    sessions: 'Where you are signed in',
    thisOne: 'This one',
    lastUsed: (address: string, at: string) => `${address}, last used ${at}`,
    end: 'End',
    endOne: (device: string, address: string) => `End ${device}, ${address}`,
    endOthers: 'End all others',
    endOthersQuestion: 'Sign out everywhere but here?',
    endOthersYes: 'Yes, end them',
    no: 'No',
    delete: 'Delete the account',
    deleteAsk: 'Delete my account...',
    deleteWhat:
      'Your address and your password are forgotten, you are signed out everywhere, and nobody can undo it. '
      + 'What you have bought, sold and paid is kept without your address, as the law wants it.',
    deleteYes: 'Delete it for good',
    deleteNo: 'Keep my account',
  },
  admin: {
    users: {
      search: 'Address begins with',
      called: 'Users',
      none: 'Nobody has an address that begins like that.',
      since: (at: string) => `since ${at}`,
      admin: 'Administrator',
      banned: 'Banned',
      notVerified: 'address not confirmed',
      ban: 'Ban',
      banOne: (email: string) => `Ban ${email}`,
      banWhat: (email: string) =>
        `${email} is signed out everywhere, live orders are cancelled and unsold tickets withdrawn.`,
      reason: 'Reason',
      reasonHint: 'For the audit log. The user is not told.',
      banYes: 'Ban the user',
      banNo: 'Do not ban',
      unban: 'Lift the ban',
      unbanOne: (email: string) => `Lift the ban of ${email}`,
      unbanQuestion: (email: string) =>
        `Lift the ban of ${email}? Cancelled orders and withdrawn tickets stay as they are.`,
      unbanYes: 'Yes, lift it',
      unbanNo: 'No',
      log: 'Log',
      logOf: (email: string) => `Audit log of ${email}`,
    },
    audit: {
      called: 'Entries',
      none: 'Nothing has been written down yet.',
      when: 'When',
      what: 'What',
      user: 'User',
      by: 'By',
      from: 'From',
      detail: 'Detail',
      ofOne: 'Only what is about one user. [See everything].',
      actions: {
        'user-banned': 'Banned',
        'user-unbanned': 'Ban lifted',
        'role-changed': 'Role changed',
        'signed-up': 'Signed up',
        'signed-in': 'Signed in',
        'sign-in-failed': 'Sign-in failed',
        'refresh-replayed': 'Session used twice',
      } satisfies Record<AuditEntry['action'], string>,
    },
    totals: {
      from: 'From',
      to: 'To',
      show: 'Show',
      none: 'No money moved in this time.',
      called: 'Totals by currency',
      columns: ['Currency', 'Payments', 'Captured', 'Sold', 'Refunded', 'Disputed'],
    },
    onlyAdmins: 'This page is for administrators.',
  },
};

/** What every language has to say. */
export type Texts = typeof en;
