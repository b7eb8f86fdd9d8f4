// For memorable names: short, friendly, easy to say, and none that names a person, a product or a judgement.
export const adjectives =
  "Amber Brave Bright Calm Clear Clever Coral Crisp Daring Deep Eager Early Fair Fleet Fresh Gentle Glad Golden Grand Green Happy Hardy Honest Jolly Keen Kind Light Lively Lucky Lunar Merry Mild Misty Noble Northern Olive Patient Plain Polar Proud Quick Quiet Rapid Ready Royal Ruby Scarlet Sharp Silent Silver Smart Snowy Solar Solid Steady Still Sunny Swift Tidy True Velvet Vivid Warm Wise".split(
    " ",
  );
export const animals =
  "Badger Bear Beaver Bison Bittern Buck Condor Crane Curlew Deer Dolphin Dove Eagle Egret Elk Falcon Ferret Finch Fox Gannet Gazelle Goose Grouse Hare Hawk Hedgehog Heron Ibex Ibis Jay Kestrel Kite Koala Lark Lemur Lynx Magpie Marten Moose Newt Orca Osprey Otter Owl Panda Petrel Plover Puffin Quail Rabbit Raven Robin Salmon Seal Sparrow Stork Swan Swift Tapir Tern Thrush Turtle Walrus Wren".split(
    " ",
  );
