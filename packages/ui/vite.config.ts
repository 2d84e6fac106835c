import { galleryTiles } from './src/gallery/gallery-tiles.ts'
import { viteApp } from './vite-app.ts'

const gallery = viteApp({ name: 'gallery', base: '/gallery/', root: `${import.meta.dirname}/src/gallery` })

/** Serves the gallery; the apps have a config of their own. */
export default { ...gallery, plugins: [...(gallery.plugins ?? []), galleryTiles()] }
