import * as Turbo from '@hotwired/turbo'
import { Application } from '@hotwired/stimulus'
import AnswersController from './answers.js'
import AutosubmitController from './autosubmit.js'
import ChartController from './chart.js'
import CountdownController from './countdown.js'
import CurveController from './curve.js'
import DirtyController from './dirty.js'
import FlashController from './flash.js'
import FloorController from './floor.js'
import GanttController from './gantt.js'
import KeysController from './keys.js'
import LiveController from './live.js'
import PaletteController from './palette.js'
import UploadController from './upload.js'
import { ask } from './confirm.js'
import { keepPlace } from './keep-place.js'
import { keepSafeViewTrue } from './safe-view.js'

Turbo.config.drive.progressBarDelay = 250
Turbo.config.forms.confirm = ask
keepSafeViewTrue()
keepPlace()

const application = Application.start()
application.register('answers', AnswersController)
application.register('autosubmit', AutosubmitController)
application.register('chart', ChartController)
application.register('countdown', CountdownController)
application.register('curve', CurveController)
application.register('dirty', DirtyController)
application.register('flash', FlashController)
application.register('floor', FloorController)
application.register('gantt', GanttController)
application.register('keys', KeysController)
application.register('live', LiveController)
application.register('palette', PaletteController)
application.register('upload', UploadController)
