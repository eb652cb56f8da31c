import { InvalidXml, readXml } from '../xml/read.ts';
import type { XmlElement } from '../xml/tree.ts';
import { readGroups } from './manifest-commands.ts';
import { InvalidManifest, neededAttribute, neededPart, neededText, part, parts } from './manifest-element.ts';
import { buttonsOf, PERMISSIONS, SURFACES } from './manifest-model.ts';
import type { AddIn, CommandGroup, Permission, Surface } from './manifest-model.ts';
import { readLocalised, readResources } from './manifest-resources.ts';
import type { Resources } from './manifest-resources.ts';

export { InvalidManifest } from './manifest-element.ts';

const OFFICE_APP = 'http://schemas.microsoft.com/office/appforoffice/1.1';
/** Newest first: Outlook takes the newest version of the overrides that it knows. */
const VERSIONS = [
  'http://schemas.microsoft.com/office/mailappversionoverrides/1.1',
  'http://schemas.microsoft.com/office/mailappversionoverrides',
] as const;

/**
 * Reads an Outlook add-in's manifest (add-in only XML) as Outlook on the web does: what VersionOverrides 1.1 says, else
 * what 1.0 says. Throws InvalidManifest with a sentence that names what is wrong.
 * Source: https://learn.microsoft.com/office/dev/add-ins/develop/create-addin-commands
 */
export function readManifest(text: string): AddIn {
  const root = rootOf(text);
  const overrides = newestOverrides(root);
  const resources = readResources(overrides);
  const form = desktopForm(overrides);
  const surfaces = readSurfaces(form, resources);
  const functionFile = part(form, 'FunctionFile');
  checkFunctions(surfaces, functionFile);
  return {
    id: readId(root),
    version: neededText(root, 'Version'),
    defaultLocale: neededText(root, 'DefaultLocale'),
    displayName: readLocalised(neededPart(root, 'DisplayName')),
    providerName: neededText(root, 'ProviderName'),
    permission: readPermission(root),
    appDomains: parts(part(root, 'AppDomains'), 'AppDomain').map(readOrigin),
    functionFile: functionFile === undefined ? null : resources.url(functionFile),
    surfaces,
  };
}

function rootOf(text: string): XmlElement {
  try {
    const root = readXml(text.replace(/^\uFEFF/, ''));
    if (root.name === 'OfficeApp' && root.ns === OFFICE_APP && root.attributes['type'] === 'MailApp')
      return root;
    throw new InvalidManifest(`This is <${root.name}>, not the <OfficeApp> of a mail add-in`, root);
  } catch (error) {
    if (error instanceof InvalidXml)
      throw new InvalidManifest(`The manifest is not well-formed: ${error.message}`);
    throw error;
  }
}

/** 1.1 stands inside 1.0. */
function newestOverrides(root: XmlElement): XmlElement {
  const found: XmlElement[] = [];
  for (let at = part(root, 'VersionOverrides'); at !== undefined; at = part(at, 'VersionOverrides'))
    found.push(at);
  for (const version of VERSIONS) {
    const overrides = found.find(({ ns }) => ns === version);
    if (overrides !== undefined) return overrides;
  }
  throw new InvalidManifest(
    'The manifest has no VersionOverrides, so it puts no command in the ribbon',
    root,
  );
}

function desktopForm(overrides: XmlElement): XmlElement {
  const host = parts(part(overrides, 'Hosts'), 'Host').find((one) => one.attributes['type'] === 'MailHost');
  if (host === undefined)
    throw new InvalidManifest('<VersionOverrides> has no <Host> of the type MailHost', overrides);
  return neededPart(host, 'DesktopFormFactor');
}

function readSurfaces(form: XmlElement, resources: Resources): AddIn['surfaces'] {
  const surfaces: Partial<Record<Surface, readonly CommandGroup[]>> = {};
  for (const point of parts(form, 'ExtensionPoint')) {
    const type = neededAttribute(point, 'type');
    const surface = SURFACES.find((one) => one === type);
    // Others (LaunchEvent, on-send, mobile) have no place in this ribbon.
    if (surface !== undefined) surfaces[surface] = readGroups(point, resources);
  }
  return surfaces;
}

function checkFunctions(surfaces: AddIn['surfaces'], functionFile: XmlElement | undefined): void {
  if (functionFile !== undefined) return;
  const buttons = Object.values(surfaces).flat().flatMap(buttonsOf);
  const lost = buttons.find(({ action }) => action.kind === 'execute-function');
  if (lost !== undefined)
    throw new InvalidManifest(`Button "${lost.id}" executes a function, but there is no <FunctionFile>`);
}

function readId(root: XmlElement): string {
  const id = neededText(root, 'Id').toLowerCase();
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw new InvalidManifest(`<Id> is no GUID: ${id}`, root);
  return id;
}

function readPermission(root: XmlElement): Permission {
  const text = neededText(root, 'Permissions');
  const found = PERMISSIONS.find((one) => one === text);
  if (found === undefined) throw new InvalidManifest(`<Permissions> knows no "${text}"`, root);
  return found;
}

function readOrigin(element: XmlElement): string {
  const text = element.text.trim();
  const address = text.includes('://') ? text : `https://${text}`;
  if (!URL.canParse(address)) throw new InvalidManifest(`<AppDomain> is no domain: ${text}`, element);
  return new URL(address).origin;
}
