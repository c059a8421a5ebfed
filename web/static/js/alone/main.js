// The stand-alone file: what it carries is unpacked before the page starts.
import "./unpack.js";
import "../main.js";
