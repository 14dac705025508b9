// A stand-in for https://www.youtube.com/iframe_api: the same class, calls and events, with a frame of our own.
(() => {
  const base = document.currentScript.src.replace(/iframe_api.*$/, "");
  const PlayerState = { UNSTARTED: -1, ENDED: 0, PLAYING: 1, PAUSED: 2, BUFFERING: 3, CUED: 5 };

  class Player {
    constructor(place, { videoId = "none", playerVars = {}, events = {} } = {}) {
      const element = typeof place === "string" ? document.getElementById(place) : place;
      this.events = events;
      this.told = { state: PlayerState.UNSTARTED, time: 0, duration: 0, volume: 100, id: videoId };
      this.frame = document.createElement("iframe");
      Object.assign(this.frame, { id: element.id, title: "YouTube video player", allow: "autoplay; fullscreen", referrerPolicy: "strict-origin-when-cross-origin", src: `${base}embed/${videoId}` });
      this.frame.width = this.frame.height = "100%";
      addEventListener("message", ({ source, data }) => source === this.frame.contentWindow && this.hear(data, videoId, playerVars));
      element.replaceWith(this.frame);
    }

    hear({ event, data, told }, videoId, playerVars) {
      Object.assign(this.told, told);
      if (event === "onReady") playerVars.autoplay ? this.loadVideoById(videoId) : this.cueVideoById(videoId);
      this.events[event]?.({ target: this, data });
    }

    send(call, ...given) {
      this.frame.contentWindow.postMessage({ call, given }, "*");
    }

    loadVideoById(video) { this.send("load", video.videoId ?? video, true); }
    cueVideoById(video) { this.send("load", video.videoId ?? video, false); }
    playVideo() { this.send("play", true); }
    pauseVideo() { this.send("pause"); }
    stopVideo() { this.send("pause"); }
    seekTo(seconds) { this.told.time = seconds; this.send("seek", seconds); }
    setVolume(volume) { this.told.volume = volume; this.send("volume", volume); }
    getVolume() { return this.told.volume; }
    getCurrentTime() { return this.told.time; }
    getDuration() { return this.told.duration; }
    getPlayerState() { return this.told.state; }
    getVideoData() { return { video_id: this.told.id, title: this.told.title, author: this.told.channel }; }
    getIframe() { return this.frame; }
    destroy() { this.frame.remove(); }
  }

  window.YT = { Player, PlayerState, loaded: 1 };
  setTimeout(() => window.onYouTubeIframeAPIReady?.());
})();
