import { deItems } from './items/de.ts';
import type { Words } from '../words.ts';

/** German. */
export const de: Words = {
  ...deItems,
  'unknown-code': 'Es ist etwas geschehen, wofür es noch keine Beschreibung gibt ({code}).',

  // Problems of the API
  'not-signed-in': 'Sie sind nicht angemeldet.',
  'wrong-credentials': 'Der Benutzername oder das Kennwort ist falsch.',
  'current-password-wrong': 'Das bisherige Kennwort ist falsch.',
  'too-many-requests': 'Zu viele Versuche. Versuchen Sie es in {seconds} Sekunden wieder.',
  'pane-code-invalid':
    'Diese Anmeldung gilt nicht mehr: Sie wurde schon verwendet oder liegt über eine Minute zurück. Melden Sie sich noch einmal an.',
  'cross-site-request': 'Die Anfrage kam von einer anderen Website und wurde abgelehnt.',
  'not-allowed': 'Dazu haben Sie keine Berechtigung.',
  'not-found': 'Hier ist nichts, oder Sie dürfen es nicht sehen.',
  'unknown-path': 'Diese Adresse gibt es in der Schnittstelle nicht.',
  'public-url-unsuitable':
    'Outlook braucht eine https-Adresse ohne Pfad, und dieser Server ist als {url} bekannt. Die Administration legt das mit PUBLIC_URL fest.',
  invalid: 'Die Anfrage enthält Fehler; `errors` nennt die Felder.',
  'malformed-body': 'Der Inhalt der Anfrage ist kein gültiges JSON.',
  'body-too-large': 'Der Inhalt der Anfrage ist zu groß.',
  'unsupported-media-type': 'Der Inhalt der Anfrage muss JSON sein (application/json).',
  'if-match-required':
    'Eine Änderung braucht die Kopfzeile If-Match mit dem ETag dessen, was geändert werden soll.',
  'version-changed': 'Es wurde inzwischen von jemand anderem geändert. Laden Sie es neu.',
  'idempotency-key-malformed': 'Die Kopfzeile Idempotency-Key muss 1 bis 200 sichtbare Zeichen haben.',
  'idempotency-key-reused': 'Dieser Idempotency-Key wurde schon für eine andere Anfrage verwendet.',
  'idempotency-key-running': 'Eine Anfrage mit diesem Idempotency-Key läuft noch.',
  'username-taken': 'Es gibt schon einen Benutzer dieses Namens.',
  'email-taken': 'Diese E-Mail-Adresse hat schon ein anderer Benutzer.',
  'last-administrator': 'Es muss mindestens einen aktiven Administrator geben.',
  'mailbox-exists': 'Dieses Konto ist schon verbunden.',
  'mailbox-refused': 'Das Konto konnte nicht verwendet werden.',
  'collection-unknown': 'Das Konto hat keinen solchen Kalender.',
  'cursor-malformed': 'Die Seitenmarke stammt nicht aus dieser Liste.',
  'range-malformed': 'Das Ende des Zeitraums muss nach seinem Anfang liegen.',
  'range-too-long': 'Der Zeitraum darf höchstens {days} Tage haben.',
  'reference-unknown': 'Es verweist auf etwas, das es nicht gibt oder das Sie nicht sehen dürfen.',
  'appointment-exists': 'Zu diesem Termin (derselben UID) gibt es schon einen Datensatz.',
  'series-not-split':
    'Die Serie lässt sich dort nicht teilen: Sie hat keinen solchen Termin, beginnt mit ihm, oder ihre Regel ginge anders weiter.',
  'event-refused': 'Der Termin lässt sich so nicht speichern.',
  'link-not-alike': 'Dieser Eintrag wartet nicht, weil er aussieht wie etwas anderes.',
  'mailbox-not-paused':
    'Was geschehen würde, lässt sich feststellen, solange ein Postfach angehalten ist und Kalender gewählt sind.',
  'mailbox-paused': 'Das Postfach ist angehalten. Starten Sie es zuerst.',
  'rehearsal-running':
    'An diesem Postfach wird gerade schon gearbeitet. Bitte warten Sie, bis das beendet ist.',
  'rehearsal-interrupted': 'Es wurde abgebrochen, bevor alles angesehen war. Bitte beginnen Sie noch einmal.',
  'link-not-held': 'Keine Löschung dieses Eintrags wartet auf eine Entscheidung.',
  'link-not-quarantined': 'Dieser Eintrag ist nicht zurückgestellt.',
  'link-not-waiting': 'Dieser Eintrag wartet nicht auf den Versand.',
  'conflict-not-usable':
    'Der andere Wert lässt sich nicht mehr verwenden: Der Termin hat sich verändert oder darf nicht geschrieben werden.',
  stopping: 'Der Server wird gerade beendet. Versuchen Sie es gleich wieder.',
  unavailable: 'Die Datenbank ist im Augenblick nicht erreichbar. Versuchen Sie es gleich wieder.',
  'internal-error':
    'Auf dem Server ist etwas schiefgegangen. Mit der Kennung der Anfrage lässt es sich im Protokoll finden.',

  // Fields of a request
  'field-required': 'Diese Angabe fehlt.',
  'field-unknown': 'Dieses Feld gibt es nicht.',
  'field-type': 'Diese Angabe muss vom Typ {type} sein.',
  'field-format': 'Diese Angabe ist nicht gültig ({format}).',
  'field-pattern': 'Diese Angabe hat nicht die richtige Form.',
  'field-too-short': 'Diese Angabe ist zu kurz: mindestens {limit}.',
  'field-too-long': 'Diese Angabe ist zu lang: höchstens {limit}.',
  'field-out-of-range': 'Diese Angabe muss {comparison} {limit} sein.',
  'field-not-one-of': 'Diese Angabe muss eines davon sein: {allowed}.',
  'field-invalid': 'Diese Angabe ist nicht gültig.',
  'field-reference-unknown': 'Das gibt es nicht, oder Sie dürfen es nicht sehen.',
  'field-time-zone-unknown': '{value} ist keine bekannte Zeitzone.',
  'field-not-for-links': 'Danach kann eine Regel, die verknüpft, nicht fragen.',

  // Why an item is as it is
  'private-kept-out': 'Der Eintrag ist als privat markiert, und Privates bleibt außerhalb des CRM.',
  'private-kept-out:owner':
    'Der Eintrag ist als privat markiert, und Sie halten Privates aus dem CRM heraus.',
  'private-kept-out:administrator':
    'Der Eintrag ist als privat markiert, und Ihr Administrator hält Privates aus dem CRM heraus.',
  'private-kept-out:rule': 'Die Regel „{rule}“ Ihres Administrators hält ihn aus dem CRM heraus.',
  'private-busy-only:owner':
    'Der Eintrag ist als privat markiert, und nach Ihrer Wahl zeigt das CRM nur, wann er ist, nicht was er ist.',
  'private-busy-only:administrator':
    'Der Eintrag ist als privat markiert, und Ihr Administrator lässt das CRM nur zeigen, wann er ist, nicht was er ist.',
  'private-busy-only:rule':
    'Nach der Regel „{rule}“ Ihres Administrators zeigt das CRM nur, wann er ist, nicht was er ist.',
  'private-busy-only':
    'Der Eintrag ist als privat markiert: Das CRM zeigt nur, wann er ist, nicht was er ist.',
  'outside-window': 'Der Eintrag liegt außerhalb des Zeitraums dieses Postfachs.',
  'existed-before-start':
    'Der Eintrag war schon vor Beginn der Synchronisation da, und solche sollen warten, bis sie bearbeitet werden.',
  'looks-like-several':
    'Der Eintrag sieht aus wie etwas, das schon da ist, doch sicher ist es nicht: Er wartet, damit nichts doppelt wird.',
  'adopted-by-likeness':
    'Der Eintrag war schon auf beiden Seiten, zur selben Zeit und mit demselben Titel; beide sind von nun an eins.',
  'chair-keeps-out':
    'Wessen Termin es ist, hält ihn aus dem CRM heraus; die Kopie eines Eingeladenen bringt ihn nicht hinein.',
  'direction-to-crm-only': 'Dieses Postfach wird nur in das CRM synchronisiert.',
  'direction-to-crm-only:rule': 'Nach der Regel „{rule}“ Ihres Administrators geht er nur in das CRM.',
  'direction-to-mailbox-only': 'Das CRM wird nur in dieses Postfach synchronisiert.',
  'direction-to-mailbox-only:rule':
    'Nach der Regel „{rule}“ Ihres Administrators geht er nur in das Postfach.',
  'direction-none': 'Die Synchronisation dieses Postfachs ist ausgeschaltet.',
  'direction-none:rule': 'Die Regel „{rule}“ Ihres Administrators nimmt ihn von der Synchronisation aus.',
  unmarked: 'Sie lassen ihn in Ruhe: zwischen Ihrem Kalender und dem CRM geht nichts hin und her.',
  'not-marked': 'Von diesem Postfach werden nur markierte Termine synchronisiert; dieser ist nicht markiert.',
  'not-assigned': 'Der Termin ist diesem Benutzer nicht zugewiesen.',
  'attendee-copy': 'Es ist die Kopie eines Eingeladenen; nur dessen eigene Antwort wird daraus übernommen.',
  'attendee-copy:published':
    'Es ist die Einladung von jemandem, dessen Kalender nicht synchronisiert wird: Sie geht nur vom Postfach in das CRM.',
  'awaiting-organizer':
    'Der Eintrag wartet auf die Kopie des Organisators; die anderen wurden nicht benachrichtigt.',
  'not-sent':
    'Der Eintrag ist im CRM gespeichert und nicht ins Postfach geschrieben, weil die Teilnehmer sonst Post bekämen.',
  'not-sent:written':
    'Der Eintrag ist gespeichert, auch im Postfach; die Teilnehmer wissen es nicht, weil Liaison niemandem ungefragt Post schickt.',
  'deletion-held': 'Es kamen ungewöhnlich viele Löschungen auf einmal; diese wartet auf Ihre Entscheidung.',
  'deleted-in-mailbox': 'Der Eintrag wurde im Postfach gelöscht.',
  'part-of-series': 'Dieser Tag gehört jetzt zu einer Serie, die als Ganzes abgeglichen wird.',
  'deleted-in-crm': 'Der Eintrag wurde im CRM gelöscht.',
  'deleted-on-both-sides': 'Der Eintrag wurde auf beiden Seiten gelöscht.',
  'deletion-restored': 'Die Löschung wurde abgelehnt; der Eintrag wurde wiederhergestellt.',
  'edit-wins-over-deletion':
    'Der Eintrag wurde auf einer Seite gelöscht und auf der anderen bearbeitet; die Bearbeitung blieb erhalten.',
  'copy-of-another-item': 'Der Eintrag ist die Kopie eines anderen und wird für sich synchronisiert.',
  'another-chance:version': 'Liaison liest oder schreibt besser als damals, als es zurückgestellt wurde.',
  'another-chance:settings': 'Einstellungen oder Regeln haben sich geändert, seit es zurückgestellt wurde.',
  'another-chance': 'Seit es zurückgestellt wurde, hat sich etwas geändert.',
  edited: 'Neu ist: {fields}.',
  'item-malformed': 'Der Eintrag ist nicht lesbar.',
  'item-rejected': 'Die andere Seite hat den Eintrag abgelehnt.',
  'item-denied': 'Für diesen Eintrag fehlt die Berechtigung.',
  'item-unsupported': 'Die andere Seite kann diesen Eintrag nicht aufnehmen.',
  'collection-read-only': 'Der Kalender ist schreibgeschützt.',
  'collection-not-synchronized': 'Der Kalender gehört nicht zu den synchronisierten.',
  'hidden-from-view': 'Der Eintrag ist im Augenblick nicht zu sehen; gelöscht wurde nichts.',
  'conflict-kept': 'Beide Seiten haben ihn verschieden geändert; der unterlegene Wert wurde aufbewahrt.',
  'first-pairing-difference':
    'Beide Seiten unterschieden sich beim ersten Abgleich; beide Werte blieben erhalten, geschrieben wurde nichts.',
};
