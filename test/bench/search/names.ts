import type { Random } from '../random.ts';

/** Words that names are made of: some two thirds German and Swiss, the rest French, Italian and English. */
const list = (text: string): readonly string[] => text.trim().split(/\s+/u);

const GIVEN = list(`
  Anna Peter Maria Thomas Andrea Michael Sandra Daniel Christian Martin Ursula Markus Barbara Stefan Monika Andreas Claudia
  Hans Nicole Patrick Daniela Marco Ruth Marcel Elisabeth David Christine René Karin Bruno Katharina Roland Brigitte Beat
  Sarah Jürg Laura Urs Jan Lukas Julia Simon Verena Matthias Silvia Philipp Esther Fabian Jasmin Kevin Lea Tim Céline Luca
  Mia Noah Emma Leon Sophie Jonas Lena Elias Hannah Finn Marie Paul Emilia Felix Johanna Maximilian Charlotte Anton Greta
  Jörg Günther Käthe Björn Sören Łukasz Zoë François Hélène André Chloé Jérôme Aurélie Thérèse Benoît Gaëlle Pierre Camille
  Julien Mathilde Antoine Manon Guillaume Pauline Nicolas Isabelle Laurent Valérie Olivier Nathalie Giuseppe Francesca
  Giovanni Giulia Alessandro Chiara Matteo Elena Lorenzo Paola Davide Martina Roberto Valentina Antonio Silvana James Mary
  John Patricia Robert Jennifer William Linda Richard Susan Charles Margaret George Dorothy Edward Helen Oliver Amelia
  Harry Isla Jack Grace Annabelle Annemarie Hansruedi Marianne Mariella Marlene Annette Antje Anne Annika Ann Annina`);

const FAMILY = list(`
  Müller Meier Schmid Keller Weber Huber Schneider Meyer Steiner Fischer Gerber Brunner Baumann Frei Zimmermann Moser
  Widmer Wyss Graf Roth Suter Baumgartner Bachmann Bühler Hofmann Schmidt Wagner Becker Schulz Hoffmann Schäfer Koch Bauer
  Richter Klein Wolf Schröder Neumann Schwarz Braun Hofer Zürcher Krüger Hartmann Lange Krause Lehmann Maier Köhler Herrmann
  König Walter Mayer Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Günther Berger Winkler
  Lorenz Schumacher Kraus Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graff Dietrich Ziegler
  Kuhn Pohl Engel Horn Busch Bergmann Voigt Sauer Arnold Pfeiffer Aebi Ammann Bieri Egger Felder Gasser Hess Imhof Jost
  Kaufmann Lüthi Marti Näf Odermatt Pfister Rüegg Stalder Tobler Ulrich Vonlanthen Wüthrich Zbinden Favre Rochat Dubois
  Martin Bernard Thomas Petit Robert Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia David Bertrand Roux Vincent
  Fournier Morel Girard André Mercier Dupont Lambert Bonnet François Martinez Rossi Russo Ferrari Esposito Bianchi Romano
  Colombo Ricci Marino Greco Bruno Gallo Conti De\u00a0Luca Costa Giordano Mancini Rizzo Lombardi Moretti Bernasconi Fontana
  Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White Roberts Green Hall
  Wood Jackson Clarke O’Brien O’Connor Kowalski Nowak Novák Horváth Nguyen Yılmaz Şahin Krstić Petrović Hodžić Ødegård`);

const HEADS = list(`
  Alt Neu Ober Unter Nieder Hoch Stein Berg Wald Feld Bach Moos Grün Rot Schwarz Weiss Eich Buch Linden Birken Kirch Burg Hof
  Mühl Acker Egg Horn Kreuz Rosen Sonn Winter Lauter Gold Silber Eisen Kupfer Wein Korn Haber Roggen Vogel Fuchs Wolfs Hirsch
  Ash Brad Brook Carl Clif Dun East Farn Gar Hart Lang Mar Nor Pem Shel Stan Thorn Wal Wes Whit Beau Mont Cham Clair Dela
  Fon Gran Haut Lam Mal Nor Per Rou Sau Ville Bel Cas Cor Ferr Gal Lom Mar Mon Pas Pell Riv Sal San Tor Val`);
const MIDDLES = list(
  `a e i o u en er el in an ar or ber der ger ler mer ner ser ter wer zen ren len ten den lin rin tin min vin`,
);
const TAILS = list(`
  mann bauer hofer egger inger ler ner ger meier müller huber brunner holzer acher berger felder hauser stetter maier wyler
  matter bühl tal thaler rieder ton ford ley well worth field man son by combe hurst shaw ier eau ard and in on elle eux ac
  ini etti ucci aro oni ello ese ari otti ano asco igo`);

const BRANCHES = list(`
  Treuhand Bau Consulting Immobilien Engineering Software Logistik Holding Versicherungen Maschinenbau Elektro Medical
  Design Architekten Transport Solutions Services Group Partners Advokatur Gastro Garage Druck Energie Pharma Textil
  Metallbau Gartenbau Haustechnik Informatik Beratung Capital Industries Foods Media Systems Conseil Immobilier Edilizia`);
const FORMS = list(`AG AG AG GmbH GmbH GmbH SA Sàrl KG Ltd Ltd plc Inc SpA S.r.l. SARL Partner`);
const ENDINGS = list(`ch ch ch de de de com com com fr it co.uk eu net`);
const CITIES = list(`
  Zürich Genf Basel Bern Lausanne Winterthur Luzern St.\u00a0Gallen Lugano Biel Thun Chur Zug Berlin Hamburg München Köln Frankfurt
  Stuttgart Düsseldorf Leipzig Wien Graz Paris Lyon Marseille Milano Roma Torino London Leeds Manchester Bristol Dublin`);

/** Names, most of them common ones, some that nobody else has (Zipf's law). */
export interface Names {
  given(): string;
  family(): string;
  branch(): string;
  form(): string;
  ending(): string;
  city(): string;
}

/** How many made-up family names there are beside the well-known. */
const RARE = 120_000;

export function names(random: Random): Names {
  return {
    given: () =>
      random.chance(0.04)
        ? `${zipf(random, GIVEN)}-${zipf(random, GIVEN)}`
        : zipf(random, GIVEN).replace('\u00a0', ' '),
    family: () => {
      if (random.chance(0.03)) return `${familyName(random)}-${familyName(random)}`;
      return familyName(random);
    },
    branch: () => zipf(random, BRANCHES),
    form: () => random.pick(FORMS),
    ending: () => random.pick(ENDINGS),
    city: () => zipf(random, CITIES).replace('\u00a0', ' '),
  };
}

/** Half of all people bear one of the well-known names. */
function familyName(random: Random): string {
  if (random.chance(0.5)) return zipf(random, FAMILY).replace('\u00a0', ' ');
  const rank = Math.floor(RARE * random.below(1_000_000) ** 2 * 1e-12);
  const mix = Math.imul(rank + 1, 0x9e3779b1) >>> 0;
  const head = HEADS[mix % HEADS.length] ?? '';
  const tail = TAILS[(mix >>> 9) % TAILS.length] ?? '';
  const middle = rank % 5 === 0 ? '' : (MIDDLES[(mix >>> 17) % MIDDLES.length] ?? '');
  return `${head}${middle}${tail}`;
}

/** The n-th is picked with a weight of 1/(n + 20): the first given name is borne by one in fifty. */
function zipf(random: Random, values: readonly string[]): string {
  const at = Math.floor(20 * ((values.length / 20 + 1) ** (random.below(1_000_000) / 1_000_000) - 1));
  return values[Math.min(at, values.length - 1)] ?? '';
}
