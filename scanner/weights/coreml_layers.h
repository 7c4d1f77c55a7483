/* SPDX-License-Identifier: MIT */
/*
 * coreml_layers: the weights of those kinds of Core ML models that keep them in the model itself: neural networks, tree ensembles,
 * generalized linear models, support vector machines, nearest neighbors, scalers. (Those of ML programs: coreml.c.)
 *
 * What lies where is said by mlmodel/format/NeuralNetwork.proto and its neighbors in the repository of coremltools. A tensor of a neural
 * network is called LAYER/FIELD ("conv1/weights"), and its shape is what the layer's numbers say it is; where they do not, or the product is
 * another, it is the count of elements. Quantized weights have the type U1 to U8, or I8, and what turns them into numbers stands
 * beside: LAYER/FIELD/scale, /bias, /table. The thresholds and the values of the leaves of trees are a tensor each, in the
 * order of the nodes; which node follows which is no tensor, so that such a model has no weights digest.
 */
#ifndef LICET_WEIGHTS_COREML_LAYERS_H
#define LICET_WEIGHTS_COREML_LAYERS_H
#include "classify/reader.h"
#include "weights/protobuf.h"

/* model: the field of a Model that holds what it is, by whose number it is known. 1: read; 0: of another kind, and not stepped over; -1. */
int coreml_layers_read(struct reading *r, const struct pb_field *model, struct err *e);

#endif
