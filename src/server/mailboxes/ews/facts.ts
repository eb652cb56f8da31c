/** What a probe found out about an account; kept between runs as ProbeResult.discovered. */
export interface Facts {
  /** Of Exchange.asmx. */
  readonly url: URL;
  /** Canonical. */
  readonly addresses: readonly string[];
  /** `Exchange2016`; null: not negotiated yet. */
  readonly schemaVersion: string | null;
  /** What answered, for people to read. */
  readonly server: string;
  /** IANA zone in which most of the owner's meetings are. */
  readonly homeZone: string;
}

/** As text values, without secrets. */
export function writeFacts(facts: Facts): Readonly<Record<string, string>> {
  return {
    url: facts.url.href,
    addresses: facts.addresses.join(' '),
    schemaVersion: facts.schemaVersion ?? '',
    server: facts.server,
    homeZone: facts.homeZone,
  };
}

/** Null when nothing (or nothing usable) was discovered before. */
export function readFacts(discovered: Readonly<Record<string, string>>): Facts | null {
  const { url = '', addresses = '', schemaVersion = '', server = '', homeZone = '' } = discovered;
  if (!URL.canParse(url)) return null;
  return {
    url: new URL(url),
    addresses: addresses.split(' ').filter((address) => address !== ''),
    schemaVersion: schemaVersion === '' ? null : schemaVersion,
    server,
    homeZone: homeZone === '' ? 'Etc/UTC' : homeZone,
  };
}
