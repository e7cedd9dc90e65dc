// Logs and the three alerts that matter: something died, something waits too long, the alarm clock stands still.

param name string
param location string
param tags object
param serviceBusId string

@description('Where alerts are mailed to; empty for nowhere.')
param alertEmail string

@description('A queue that never had fewer messages than this for a quarter of an hour is behind.')
param backlog int

@description('The queues the app takes from.')
param receivedQueues array

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 30
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: '${name}-insights'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: logs.id
    DisableLocalAuth: true
  }
}

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${name}-operators'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'escalation'
    enabled: true
    emailReceivers: empty(alertEmail) ? [] : [
      {
        name: 'operators'
        emailAddress: alertEmail
        useCommonAlertSchema: true
      }
    ]
  }
}

// A message was forwarded to the queue of the dead: it will be parked, and somebody should look at it.
resource somethingDied 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-something-died'
  location: 'global'
  tags: tags
  properties: {
    description: 'A message could not be handled and is parked. See /api/parked.'
    severity: 2
    enabled: true
    scopes: [
      serviceBusId
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'came-to-dead-letters'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'IncomingMessages'
          dimensions: [
            {
              name: 'EntityName'
              operator: 'Include'
              values: [
                'dead-letters'
              ]
            }
          ]
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [
      {
        actionGroupId: operators.id
      }
    ]
  }
}

// Dead letters that stay where they died: parking itself failed, or a subscriber refused an escalation.
resource notParked 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-not-parked'
  location: 'global'
  tags: tags
  properties: {
    description: 'Dead letters lie in a sub-queue where no function takes them from.'
    severity: 1
    enabled: true
    scopes: [
      serviceBusId
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dead-letters-left'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          dimensions: [
            {
              name: 'EntityName'
              operator: 'Include'
              values: [
                '*'
              ]
            }
          ]
          timeAggregation: 'Minimum'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [
      {
        actionGroupId: operators.id
      }
    ]
  }
}

// Service Bus has no metric for the age of its oldest message. A queue that is not emptied for a quarter of an hour is the nearest.
resource behind 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-behind'
  location: 'global'
  tags: tags
  properties: {
    description: 'A queue was not worked off for a quarter of an hour.'
    severity: 2
    enabled: true
    scopes: [
      serviceBusId
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'waiting'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'ActiveMessages'
          dimensions: [
            {
              name: 'EntityName'
              operator: 'Include'
              values: receivedQueues
            }
          ]
          timeAggregation: 'Minimum'
          operator: 'GreaterThanOrEqual'
          threshold: backlog
        }
      ]
    }
    actions: [
      {
        actionGroupId: operators.id
      }
    ]
  }
}

// The sweep runs each minute and counts itself (docs/telemetry.md). Ten minutes without one, and promises may be forgotten. Metrics are never sampled.
resource alarmLag 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = {
  name: '${name}-alarm-lag'
  location: location
  tags: tags
  properties: {
    displayName: 'Alarm lag'
    description: 'The alarm sweep did not run for ten minutes.'
    severity: 1
    enabled: true
    scopes: [
      insights.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT10M'
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: 'customMetrics | where name == "escalation.alarm.sweeps" and valueSum > 0'
          timeAggregation: 'Count'
          operator: 'LessThan'
          threshold: 1
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [
        operators.id
      ]
    }
  }
}

output insightsName string = insights.name
output connectionString string = insights.properties.ConnectionString
