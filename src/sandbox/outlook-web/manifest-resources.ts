import type { XmlElement } from '../xml/tree.ts';
import { called, InvalidManifest, neededAttribute, part, parts } from './manifest-element.ts';
import type { Localised } from './manifest-model.ts';

/** What a manifest keeps under ids for its commands. */
export interface Resources {
  /** An image's address. */
  image(element: XmlElement): Localised;
  /** A page's address. */
  url(element: XmlElement): Localised;
  /** A label or a title. */
  shortString(element: XmlElement): Localised;
  /** A description. */
  longString(element: XmlElement): Localised;
}

/** Reads `<Resources>` of a VersionOverrides. An element asks by its attribute `resid`; unknown ids throw InvalidManifest. */
export function readResources(versionOverrides: XmlElement): Resources {
  const resources = part(versionOverrides, 'Resources');
  const table = (list: string, item: string): ReadonlyMap<string, Localised> =>
    new Map(
      parts(part(resources, list), item).map((one) => [neededAttribute(one, 'id'), readLocalised(one)]),
    );
  const images = httpsOnly(table('Images', 'Image'), 'Image');
  const urls = httpsOnly(table('Urls', 'Url'), 'Url');
  const short = table('ShortStrings', 'String');
  const long = table('LongStrings', 'String');
  return {
    image: (element) => taken(images, element, 'Images'),
    url: (element) => taken(urls, element, 'Urls'),
    shortString: (element) => taken(short, element, 'ShortStrings'),
    longString: (element) => taken(long, element, 'LongStrings'),
  };
}

/** An element with DefaultValue and Overrides. */
export function readLocalised(element: XmlElement): Localised {
  const overrides = parts(element, 'Override').map((one) => [
    neededAttribute(one, 'Locale'),
    neededAttribute(one, 'Value'),
  ]);
  return {
    text: neededAttribute(element, 'DefaultValue'),
    overrides: Object.fromEntries(overrides) as Record<string, string>,
  };
}

function taken(table: ReadonlyMap<string, Localised>, element: XmlElement, list: string): Localised {
  const id = neededAttribute(element, 'resid');
  const found = table.get(id);
  if (found === undefined)
    throw new InvalidManifest(
      `${called(element)} asks for resid "${id}", which <${list}> doesn't have`,
      element,
    );
  return found;
}

function httpsOnly(table: ReadonlyMap<string, Localised>, name: string): ReadonlyMap<string, Localised> {
  for (const [id, { text, overrides }] of table) {
    const wrong = [text, ...Object.values(overrides)].find((url) => !isHttps(url));
    if (wrong !== undefined)
      throw new InvalidManifest(`<${name} id="${id}"> is no address that begins with https: ${wrong}`);
  }
  return table;
}

function isHttps(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:';
}
