#pragma once
// What is typed into the search box: a layer's name and, after it, values of its attributes: "conv 20 5", "conv 20 pad=2".
// Pure functions.
#include <QStringList>
#include <memory>
#include <vector>

#include "engine/api/catalog.h"

namespace saddle::app {

using LayerList = std::vector<std::shared_ptr<const ops::LayerDef>>;

/// The layers that match `text`, best first: the name's beginning, then its inside, its capitals ("cel" finds
/// CrossEntropyLoss), then family and help. Empty text gives all, in the order of the catalogue.
LayerList find_layers(const LayerList& among, const QString& text);

/// The layers that the first words of a text name, as many of them as find one, and the words after these.
struct NamedLayers {
    LayerList layers;
    QStringList values;
};
NamedLayers named_layers(const LayerList& among, const QString& text);

/// `values` as attributes of `layer`. "name=value" sets the attribute of that name, of which the beginning is enough when no
/// other begins so; each other word the next attribute in the order of the layer's definition that has no value yet. Two or
/// three numbers of a list stand in one word: "5x3". `problem` says what is wrong with the first word that is refused.
struct LayerValues {
    Attributes attributes;
    QString problem;
};
LayerValues layer_values(const ops::LayerDef& layer, const QStringList& values);

}  // namespace saddle::app
