// The namespace with its queues and topics. Functions.Tests/Startup compares them with the names in the code.

param name string
param location string
param tags object

@description('Whether it answers only in the network of its own.')
param isPrivate bool

@allowed(['Standard', 'Premium'])
param sku string

@description('Messaging units; counts for Premium only.')
@allowed([1, 2, 4, 8, 16])
param capacity int

@description('The levels of the policy: each has a subscription of the escalations for it.')
param levels array

@description('Whether the topic case-events has a subscription that keeps every commit for a day.')
param caseEvents bool

var takenQueues = [
  'complaints'
  'authority-checks'
  'reviews'
  'updates'
  'notifications'
]

// Their alarm rows send these again, so a dead or expired one is dropped.
var timerQueues = [
  'follow-ups'
]

var parkingQueues = [
  'dead-letters'
]

var givenQueues = [
  'remedies'
]

var givenTopics = [
  'escalations'
  'case-events'
]

var lockDuration = 'PT1M'
var maxDeliveryCount = 10

// What cannot be parked yet, because the tables do not answer, stays here and is tried again: nothing may die of ten tries.
var parkingDeliveryCount = 2000

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: sku == 'Premium' ? {
    name: sku
    tier: sku
    capacity: capacity
  } : {
    name: sku
    tier: sku
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
  }
}

// First, since the others forward to it. It has nowhere to forward to: what dies here raises an alert (monitoring.bicep).
@batchSize(1)
resource parking 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [for queue in parkingQueues: {
  parent: namespace
  name: queue
  properties: {
    lockDuration: lockDuration
    maxDeliveryCount: parkingDeliveryCount
    deadLetteringOnMessageExpiration: false
    requiresDuplicateDetection: false
    requiresSession: false
  }
}]

// No duplicate detection: it would silently drop delayed copies and resubmissions. Rows of handled messages do its work.
@batchSize(1)
resource taken 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [for queue in takenQueues: {
  parent: namespace
  name: queue
  properties: {
    lockDuration: lockDuration
    maxDeliveryCount: maxDeliveryCount
    deadLetteringOnMessageExpiration: true
    forwardDeadLetteredMessagesTo: 'dead-letters'
    requiresDuplicateDetection: false
    requiresSession: false
  }
  dependsOn: [
    parking
  ]
}]

@batchSize(1)
resource timers 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [for queue in timerQueues: {
  parent: namespace
  name: queue
  properties: {
    lockDuration: lockDuration
    maxDeliveryCount: maxDeliveryCount
    deadLetteringOnMessageExpiration: false
    forwardDeadLetteredMessagesTo: 'dead-letters'
    requiresDuplicateDetection: false
    requiresSession: false
  }
  dependsOn: [
    taken
  ]
}]

// A remedy that nobody fetches in two weeks is parked, where operators see it.
@batchSize(1)
resource given 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [for queue in givenQueues: {
  parent: namespace
  name: queue
  properties: {
    lockDuration: lockDuration
    maxDeliveryCount: maxDeliveryCount
    defaultMessageTimeToLive: 'P14D'
    deadLetteringOnMessageExpiration: true
    forwardDeadLetteredMessagesTo: 'dead-letters'
    requiresDuplicateDetection: false
    requiresSession: false
  }
  dependsOn: [
    timers
  ]
}]

@batchSize(1)
resource topics 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' = [for topic in givenTopics: {
  parent: namespace
  name: topic
  properties: {
    defaultMessageTimeToLive: 'P14D'
    requiresDuplicateDetection: false
  }
  dependsOn: [
    given
  ]
}]

@batchSize(1)
resource escalations 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2024-01-01' = [for level in levels: {
  name: '${name}/escalations/${level}'
  properties: {
    lockDuration: lockDuration
    maxDeliveryCount: maxDeliveryCount
    deadLetteringOnMessageExpiration: false
    deadLetteringOnFilterEvaluationExceptions: true
    requiresSession: false
  }
  dependsOn: [
    topics
  ]
}]

// The rule has the name of the one that every new subscription is made with, which would let everything through.
@batchSize(1)
resource levelRules 'Microsoft.ServiceBus/namespaces/topics/subscriptions/rules@2024-01-01' = [for (level, i) in levels: {
  parent: escalations[i]
  name: '$Default'
  properties: {
    filterType: 'CorrelationFilter'
    correlationFilter: {
      properties: {
        level: level
      }
    }
  }
}]

resource everyCommit 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2024-01-01' = if (caseEvents) {
  name: '${name}/case-events/all'
  properties: {
    lockDuration: lockDuration
    maxDeliveryCount: maxDeliveryCount
    defaultMessageTimeToLive: 'P1D'
    deadLetteringOnMessageExpiration: false
    requiresSession: false
  }
  dependsOn: [
    topics
  ]
}

output name string = namespace.name
output id string = namespace.id
output hostName string = '${namespace.name}.servicebus.windows.net'
output receivedQueues array = concat(takenQueues, timerQueues, parkingQueues)
output sentQueues array = concat(takenQueues, timerQueues, parkingQueues, givenQueues)
output sentTopics array = givenTopics
