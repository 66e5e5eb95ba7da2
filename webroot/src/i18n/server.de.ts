/**
 * What the server says, in German. It speaks English to programs and people alike; what is not known here is shown as
 * it came. A test holds this against the examples of the contracts.
 */

const SENTENCES: Record<string, string> = {
  'You can try once more.': 'Sie können es noch einmal versuchen.',
  'The card was declined by its bank.': 'Die Karte wurde von ihrer Bank abgelehnt.',
  'The card has insufficient funds.': 'Die Karte ist nicht gedeckt.',
  "The card's limit is reached.": 'Das Limit der Karte ist erreicht.',
  'The card has expired.': 'Die Karte ist abgelaufen.',
  "The card's security code is wrong.": 'Der Sicherheitscode der Karte ist falsch.',
  "The card's number is wrong.": 'Die Nummer der Karte ist falsch.',
  "The card's expiry date is wrong.": 'Das Ablaufdatum der Karte ist falsch.',
  "The card's postal code is wrong.": 'Die Postleitzahl der Karte ist falsch.',
  "The card's PIN is wrong.": 'Die PIN der Karte ist falsch.',
  'The card cannot be used for this kind of purchase.': 'Die Karte gilt nicht für solche Käufe.',
  'The card cannot pay in this currency.': 'Die Karte kann nicht in dieser Währung zahlen.',
  "The card's bank wants to confirm this payment with you.":
    'Die Bank der Karte möchte diese Zahlung mit Ihnen bestätigen.',
  "The payment was not confirmed at the card's bank.": 'Die Zahlung wurde bei der Bank der Karte nicht bestätigt.',
  "The card's bank could not be reached. Try again in a moment.":
    'Die Bank der Karte war nicht erreichbar. Versuchen Sie es gleich noch einmal.',
  'too many requests': 'Zu viele Anfragen auf einmal',
  'too many tries, wait a moment': 'Zu viele Versuche, warten Sie einen Moment',
  'the request is malformed': 'Die Anfrage ist fehlerhaft',
  'the body must be application/json': 'Die Anfrage ist kein JSON',
  'the body is too large': 'Die Anfrage ist zu groß',
  'not signed in': 'Sie sind nicht angemeldet',
  'this account is suspended': 'Dieses Konto ist gesperrt',
  'this account is suspended or deleted': 'Dieses Konto ist gesperrt oder gelöscht',
  'only for admins': 'Nur für Administratoren',
  'requests from other sites are refused': 'Anfragen von anderen Websites werden abgelehnt',
  "this is somebody else's order": 'Das ist die Bestellung eines anderen',
  "this is somebody else's payment": 'Das ist die Zahlung eines anderen',
  'ticket not found': 'Dieses Ticket gibt es nicht',
  'order not found': 'Diese Bestellung gibt es nicht',
  'payment not found': 'Diese Zahlung gibt es nicht',
  'session not found': 'Diese Anmeldung gibt es nicht mehr',
  'user not found': 'Diese Person gibt es nicht',
  'the service cannot reach its database': 'Der Dienst erreicht seine Datenbank nicht',
  'the service cannot be reached': 'Der Dienst ist nicht erreichbar',
  'something went wrong on our side': 'Bei uns ist etwas schiefgegangen',
  "your own ticket can't be bought": 'Das eigene Ticket kann man nicht kaufen',
  'wrong email address or password': 'E-Mail-Adresse oder Passwort ist falsch',
  'too many people sign in at the moment': 'Gerade melden sich zu viele an',
  'the ticket is reserved': 'Das Ticket ist reserviert',
  'the ticket is sold': 'Das Ticket ist verkauft',
  'the ticket is available': 'Das Ticket ist zu haben',
  'people are waiting for this ticket': 'Auf dieses Ticket warten andere',
  'you hold this ticket yourself': 'Sie halten dieses Ticket selbst',
  'too many people wait for this ticket': 'Auf dieses Ticket warten zu viele',
  "your own ticket can't be waited for": 'Auf das eigene Ticket kann man nicht warten',
  'the ticket was withdrawn': 'Das Ticket wurde zurückgezogen',
  'the ticket is in great demand': 'Das Ticket ist gerade sehr gefragt',
  "the payment's outcome is not known yet": 'Wie die Zahlung ausging, ist noch nicht bekannt',
  "the order is complete and can't be cancelled":
    'Die Bestellung ist abgeschlossen und kann nicht mehr storniert werden',
  'the order has expired': 'Die Bestellung ist abgelaufen',
  'the order is cancelled': 'Die Bestellung ist storniert',
  'the order is cancelled; what was paid for it is refunded':
    'Die Bestellung ist storniert; was bezahlt wurde, wird erstattet',
  "the seller's side has not confirmed the ticket yet": 'Das Ticket ist noch nicht bestätigt',
  'another attempt to pay is under way': 'Ein anderer Zahlungsversuch läuft noch',
  'too many payments are under way': 'Gerade wird zu viel auf einmal bezahlt',
  'the payment provider did not answer clearly': 'Der Zahlungsdienst hat nicht klar geantwortet',
  'the payment provider takes no more at the moment': 'Der Zahlungsdienst nimmt gerade nichts mehr an',
  'the email address is taken': 'Die E-Mail-Adresse ist schon vergeben',
  'the current password is wrong': 'Das aktuelle Passwort ist falsch',
  'only the seller can edit a ticket': 'Nur wer das Ticket verkauft, kann es bearbeiten',
  'only the seller can withdraw a ticket': 'Nur wer das Ticket verkauft, kann es zurückziehen',
  'the link is over or has been used; please ask for another one':
    'Der Link ist abgelaufen oder wurde schon benutzt; lassen Sie sich einen neuen schicken',
  "an admin can't be banned; take the address out of ADMIN_EMAILS first":
    'Administratoren können nicht gesperrt werden; nehmen Sie die Adresse zuerst aus ADMIN_EMAILS',
  "the signature is not one of Stripe's, or not of now": 'Die Unterschrift ist nicht von Stripe oder nicht von jetzt',
};

/** A field's name comes first and stays there: the form puts its label in its place. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/^(\w+) is required$/, '$1 fehlt'],
  [/^(\w+) must be an email address$/, '$1 muss eine E-Mail-Adresse sein'],
  [/^(\w+) must be (\d+) to (\d+) characters$/, '$1 muss $2 bis $3 Zeichen lang sein'],
  [/^(\w+) must be at most (\d+) characters$/, '$1 darf höchstens $2 Zeichen lang sein'],
  [/^(\w+) must not contain (?:control|half) characters$/, '$1 enthält Zeichen, die nicht gehen'],
  [
    /^(\w+) is one of the most common ones; please choose another$/,
    '$1 ist eines der häufigsten; wählen Sie ein anderes',
  ],
  [
    /^(\w+) must be a number greater than 0 and at most (\S+) with at most two decimals$/,
    '$1 muss eine Zahl größer als 0 und höchstens $2 sein, mit höchstens zwei Nachkommastellen',
  ],
  [
    /^(\w+) must be a number greater than 0 and at most (\S+).*$/,
    '$1 muss eine Zahl größer als 0 und höchstens $2 sein',
  ],
  [/^(\w+) must be a whole number from (\d+) to (\d+)$/, '$1 muss eine ganze Zahl von $2 bis $3 sein'],
  [/^(\w+) must not be above (\w+)$/, '$1 darf nicht über $2 liegen'],
  [/^(\w+) must not be after (\w+)$/, '$1 darf nicht nach $2 liegen'],
  [/^(\w+) must be a day such as (\S+)$/, '$1 muss ein Tag sein, zum Beispiel $2'],
  [/^the price has changed, it is now (\S+)$/, 'Der Preis hat sich geändert, er ist jetzt $1'],
  [
    /^the ticket is reserved and can't be (?:edited|withdrawn)$/,
    'Das Ticket ist reserviert und kann nicht geändert werden',
  ],
  [/^the ticket is sold and can't be (?:edited|withdrawn)$/, 'Das Ticket ist verkauft und kann nicht geändert werden'],
  [/^the ticket is withdrawn and can't be edited$/, 'Das Ticket ist zurückgezogen und kann nicht geändert werden'],
  [/^at most (\d+) .*$/, 'Höchstens $1 auf einmal'],
  [/^You can try (\d+) more times\.$/, 'Sie haben noch $1 Versuche.'],
];

export function inGerman(message: string): string {
  // A decline says after its reason how often one can still try.
  return message
    .split(/(?<=\.) (?=You can try)/)
    .map(translated)
    .join(' ');
}

function translated(message: string): string {
  const pattern = PATTERNS.find(([english]) => english.test(message));
  return SENTENCES[message] ?? (pattern ? message.replace(...pattern) : message);
}
