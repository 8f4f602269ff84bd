// Called by render-models: node render-models.mjs <folder of models> <folder of images> <node_modules>
import { createRequire } from 'node:module';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [models, images, modules] = process.argv.slice(2);
const { chromium } = createRequire(join(modules, 'x'))('playwright-core');

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
try {
  const page = await browser.newPage();
  await page.setContent('<div id="canvas" style="width: 4000px; height: 2000px"></div>');
  await page.addScriptTag({ path: join(modules, 'bpmn-js/dist/bpmn-viewer.production.min.js') });
  for (const file of readdirSync(models).filter(name => name.endsWith('.bpmn'))) {
    const { svg, warnings } = await page.evaluate(async xml => {
      const viewer = new BpmnJS({ container: '#canvas' });
      const { warnings } = await viewer.importXML(xml);
      const { svg } = await viewer.saveSVG();
      viewer.destroy();
      return { svg, warnings: warnings.map(warning => warning.message) };
    }, readFileSync(join(models, file), 'utf8'));
    if (warnings.length > 0) {
      throw new Error(`${file}: ${warnings.join('; ')}`);
    }
    const image = join(images, file.replace(/\.bpmn$/, '.svg'));
    // markers get random ids: named by their order, so that the picture changes only with its model;
    // a white ground, so that it can be read on a dark page as well
    const ids = new Map();
    const stable = svg
      .replace(/marker-[a-z0-9]{20,}|marker-[\w-]+?(?=["')])/g, id => ids.get(id) ?? ids.set(id, `marker-${ids.size}`).get(id))
      .replace(/(<svg [^>]*>)/, '$1<rect x="-10000" y="-10000" width="30000" height="30000" fill="white"/>');
    writeFileSync(image, `${stable}\n`);
    console.log(image);
  }
} finally {
  await browser.close();
}
